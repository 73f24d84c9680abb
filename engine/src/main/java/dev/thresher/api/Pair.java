package dev.thresher.api;

import java.io.Serializable;

/** Two items that are mapped together. */
public record Pair<A, B>(A first, B second) implements Serializable {}
