package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.JournalSettings;
import dev.regent.controller.journal.HistoryReader;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.journal.Ledgers;
import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voter that comes back is what its journal says, and is back soon. */
class RecoveryTest {
  private static final int EVENTS = 10_000;
  private static final int AT_ONCE = 100;

  @TempDir Path directory;

  @Test
  void tenThousandEventsAreRecoveredWithinASecondAndStayReadable() {
    try (Journal journal = open()) {
      Replica stored = fill(journal);
      // Twice: the first time the JVM is cold, as it is in a daemon that starts.
      Duration first = recover(journal, stored);
      Duration second = recover(journal, stored);
      System.out.printf(
          "MEASURED recovery behind %d events: first ActorSystem %d ms, second %d ms%n",
          EVENTS, first.toMillis(), second.toMillis());
      assertThat(second).isLessThan(Duration.ofSeconds(1));
      var history =
          new HistoryReader(journal, Journal.persistenceId(Cells.ORDERS, Cells.A))
              .read(stored.acceptedRevision(), 2000);
      assertThat(history.entries()).hasSize(2000);
    }
  }

  @Test
  void oneEventAtATimeIsStoredAtTheDisksPace() {
    int writes = 300;
    try (Journal journal = open();
        StoredVoter voter = new StoredVoter(journal)) {
      voter.state();
      long start = System.nanoTime();
      entries(writes).forEach(entry -> voter.store(List.of(entry)));
      Replica replica = voter.state().replica();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(replica.acceptedRevision().index()).isEqualTo(writes);
      System.out.printf("MEASURED %d writes one by one: %d ms%n", writes, took.toMillis());
    }
  }

  private Journal open() {
    return Journal.open(new JournalSettings.Sqlite(directory.resolve("ledger.sqlite").toString()));
  }

  private static Replica fill(Journal journal) {
    try (StoredVoter voter = new StoredVoter(journal)) {
      List<JournalEvent> events = entries(EVENTS);
      for (int i = 0; i < EVENTS; i += AT_ONCE) {
        voter.store(events.subList(i, i + AT_ONCE));
      }
      return voter.state().replica();
    }
  }

  private static Duration recover(Journal journal, Replica expected) {
    try (StoredVoter voter = new StoredVoter(journal)) {
      long start = System.nanoTime();
      assertThat(voter.state().replica()).isEqualTo(expected);
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  private static List<JournalEvent> entries(int count) {
    List<JournalEvent> events = new ArrayList<>();
    Revision previous = Revision.NONE;
    for (int i = 1; i <= count; i++) {
      Entry entry = Ledgers.entry(1, i, previous);
      events.add(new JournalEvent.EntryAccepted(entry));
      previous = entry.revision();
    }
    return events;
  }
}
