package dev.regent.agent.guard.wire;

import java.util.Arrays;
import java.util.Optional;

/** The first byte of a frame's body. A number never gets another meaning. */
enum Verb {
  ARM(1),
  MARK_DEAD(2),
  OBEY(3),
  START(4),
  PROMOTE(5),
  KILL(6),
  ADD_VIP(7),
  DROP_VIP(8),
  PAUSE(9),
  HELLO(100),
  WELCOME(101),
  ANSWERED(102),
  POSTGRES_GONE(103);

  private final int number;

  Verb(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Empty for one of a newer version. */
  static Optional<Verb> of(int number) {
    return Arrays.stream(values()).filter(verb -> verb.number == number).findFirst();
  }
}
