import java.util.random.RandomGenerator;

/** A European call option on a share without dividends, priced by chance and by formula. */
final class BlackScholes {
  private BlackScholes() {}

  /**
   * @param price by Monte Carlo
   * @param error its standard error: the true price is within twice of it in 95 cases of 100
   * @param exact by the formula of Black and Scholes (1973)
   * @param deviation of the price from the exact one, in standard errors
   */
  record Priced(double price, double error, double exact, double deviation) {}

  /**
   * @param spot what the share costs now
   * @param strike for what it may be bought
   * @param years until then
   * @param rate of interest, per year
   * @param volatility of the share, per year
   * @param paths simulated prices of the share
   * @param random this task's own stream of random numbers, made by Thresher from `seed`
   */
  public static Priced call(
      double spot,
      double strike,
      double years,
      double rate,
      double volatility,
      int paths,
      RandomGenerator random) {
    double drift = (rate - volatility * volatility / 2) * years;
    double spread = volatility * Math.sqrt(years);
    double discount = StrictMath.exp(-rate * years);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < paths; i++) {
      double end = spot * StrictMath.exp(drift + spread * random.nextGaussian());
      double payoff = discount * Math.max(0, end - strike);
      sum += payoff;
      squares += payoff * payoff;
    }
    double mean = sum / paths;
    double error = Math.sqrt((squares / paths - mean * mean) / (paths - 1));
    double exact = formula(spot, strike, years, rate, volatility);
    return new Priced(mean, error, exact, (mean - exact) / error);
  }

  private static double formula(
      double spot, double strike, double years, double rate, double volatility) {
    double spread = volatility * Math.sqrt(years);
    double d1 =
        (StrictMath.log(spot / strike) + (rate + volatility * volatility / 2) * years) / spread;
    double discount = StrictMath.exp(-rate * years);
    return spot * normal(d1) - strike * discount * normal(d1 - spread);
  }

  /** The normal distribution function by Simpson's rule; exact to some 12 digits. */
  private static double normal(double x) {
    int pieces = 2000;
    double width = x / pieces;
    double sum = density(0) + density(x);
    for (int i = 1; i < pieces; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(i * width);
    }
    return 0.5 + sum * width / 3;
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
