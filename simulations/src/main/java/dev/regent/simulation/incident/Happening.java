package dev.regent.simulation.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The transitions that a history of this version can hold; the names are those of the API. */
enum Happening {
  GENESIS,
  LEADER_ELECTED,
  BOOTSTRAP_STARTED,
  PRIMARY_GRANTED,
  RESTART_PLANNED,
  PROMOTED,
  PRIMARY_REVOKED,
  PRIMARY_FENCED,
  SWITCHOVER_STARTED,
  SWITCHOVER_ABORTED,
  SYNC_PLANNED,
  SYNC_SET_CHANGED,
  VOTER_REPLACED,
  PAUSED,
  RESUME_REQUESTED,
  RESUMED;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Happening> named(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(Happening::text).toList();
  }
}
