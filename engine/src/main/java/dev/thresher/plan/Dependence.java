package dev.thresher.plan;

/** When tasks of a stage may start. */
public sealed interface Dependence {
  record None() implements Dependence {}

  /** After every task of that earlier stage has ended well. */
  record AllOf(int stage) implements Dependence {}
}
