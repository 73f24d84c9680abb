/**
 * The coordinator of a run, as an actor. Open {@link dev.thresher.coordinator.CoordinatorActor}
 * first.
 *
 * <p>A thin shell: messages become events, {@code schedule} decides, the decisions are performed.
 * No branch here depends on the state of a task, and payloads are opaque. Imports {@code plan},
 * {@code protocol}, {@code schedule}, {@code journal}, {@code ledger}, {@code backend}, {@code
 * rundir} and {@code host}; imported by {@code runtime}.
 */
@NullMarked
package dev.thresher.coordinator;

import org.jspecify.annotations.NullMarked;
