package dev.regent.agent.guard.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.guard.Guard.Answer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits on conditions, with a deadline that fails the test. */
final class Checks {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final long POLL_NANOS = 5_000_000L;

  private Checks() {}

  static void await(String what, BooleanSupplier condition) {
    await(what, BOUND, condition);
  }

  static void await(String what, Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within %s: %s", bound, what).isLessThan(end);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Has that value for that whole time. */
  static void always(String wanted, Duration span, Supplier<String> value) {
    long end = System.nanoTime() + span.toNanos();
    while (System.nanoTime() < end) {
      assertThat(value.get()).isEqualTo(wanted);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  static void done(Answer answer) {
    assertThat(answer).isEqualTo(new Answer.Done());
  }

  static void refused(Answer answer, String because) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(answer.toString()).contains(because);
  }
}
