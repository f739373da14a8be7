package dev.regent.agent.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A timeline and those it descends from, each with the position where the next one left it.
 *
 * <p>Source: a {@code .history} file has one line per ancestor: timeline, fork, reason.
 *
 * @param forks ancestors, oldest first; the LSN is where the next timeline leaves this one
 */
record TimelineHistory(TimelineId timeline, List<WalPosition> forks) {
  /**
   * Reads a history file.
   *
   * @throws IllegalArgumentException when a line is not timeline, LSN, reason
   */
  static TimelineHistory parse(TimelineId timeline, String text) {
    List<WalPosition> forks = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] fields = line.split("\\s+", -1);
        if (fields.length < 2) {
          throw new IllegalArgumentException("timeline and LSN expected in: " + line);
        }
        forks.add(
            new WalPosition(new TimelineId(Integer.parseInt(fields[0])), Lsn.parse(fields[1])));
      }
    }
    return new TimelineHistory(timeline, forks);
  }

  static String fileName(TimelineId timeline) {
    return "%08X.history".formatted(timeline.number());
  }

  /** Where {@link #timeline} leaves its parent: the end of recovery of its promotion. */
  Optional<Lsn> begin() {
    return forks.isEmpty() ? Optional.empty() : Optional.of(forks.getLast().lsn());
  }

  /** Where this line leaves {@code ancestor}; empty for the timeline itself and for strangers. */
  Optional<Lsn> forkFrom(TimelineId ancestor) {
    return forks.stream()
        .filter(fork -> fork.timeline().equals(ancestor))
        .map(WalPosition::lsn)
        .findFirst();
  }

  /** Whether a server that ends at {@code end} can follow: every byte of its WAL is ours too. */
  boolean contains(WalPosition end) {
    return end.timeline().equals(timeline)
        || forkFrom(end.timeline()).filter(fork -> fork.isAtLeast(end.lsn())).isPresent();
  }

  /** The timeline of the record that ends at {@code end} on this line. */
  TimelineId ownerOf(Lsn end) {
    return forks.stream()
        .filter(fork -> fork.lsn().isAtLeast(end))
        .map(WalPosition::timeline)
        .findFirst()
        .orElse(timeline);
  }

  /**
   * Where the line of a server that ends at {@code end} leaves this one: the fork from the newest
   * timeline that both have, as pg_rewind finds it.
   */
  Optional<WalPosition> divergence(TimelineHistory other) {
    Optional<WalPosition> last = Optional.empty();
    for (WalPosition fork : forks) {
      Optional<Lsn> theirs =
          other.timeline().equals(fork.timeline())
              ? Optional.of(fork.lsn())
              : other.forkFrom(fork.timeline());
      if (theirs.isPresent()) {
        Lsn common = fork.lsn().isAtLeast(theirs.get()) ? theirs.get() : fork.lsn();
        last = Optional.of(new WalPosition(fork.timeline(), common));
      }
    }
    return last;
  }
}
