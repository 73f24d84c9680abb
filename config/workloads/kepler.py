"""The third law of Kepler."""
import math


def period(axis, degrees):
    """How long a planet takes for its orbit: by the law, and as observed over a century."""
    years = axis * math.sqrt(axis)
    observed = 36000 / degrees
    return {"years": years, "observed": observed, "deviation": years / observed - 1}
