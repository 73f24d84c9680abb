package dev.thresher.api;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Results for one subscriber, as many as it asks for. */
final class ResultPublisher<R> implements Flow.Publisher<R> {
  private final Supplier<java.util.Iterator<R>> results;
  private final Runnable close;
  private final AtomicBoolean isTaken = new AtomicBoolean();

  /**
   * @param results called when the first item has been asked for; read by one thread
   * @param close ends the reading, from that thread
   */
  ResultPublisher(Supplier<java.util.Iterator<R>> results, Runnable close) {
    this.results = results;
    this.close = close;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super R> subscriber) {
    Objects.requireNonNull(subscriber);
    if (isTaken.compareAndSet(false, true)) {
      var publishing = new Publishing<R>(subscriber, results, close);
      Thread.ofVirtual().name("thresher-publisher").start(publishing);
    } else {
      subscriber.onSubscribe(Refused.ALL);
      subscriber.onError(new IllegalStateException("this publisher has had its subscriber"));
    }
  }

  private enum Refused implements Flow.Subscription {
    ALL;

    @Override
    public void request(long items) {}

    @Override
    public void cancel() {}
  }
}
