"""How whole numbers fall apart."""


def factors(n):
    """The prime factors of n, the smallest first."""
    rest = n
    found = []
    p = 2
    while p * p <= rest:
        while rest % p == 0:
            found.append(p)
            rest //= p
        p += 1
    if rest > 1:
        found.append(rest)
    return {"factors": found, "distinct": len(set(found)), "largest": found[-1] if found else None}
