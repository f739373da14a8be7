package dev.regent.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.JournalSettings;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's past is the line that leads to the entry asked for, and nothing beside it. */
class HistoryReaderTest {
  private static final String ID = "ledger|a|orders";

  @TempDir Path directory;
  private Path file;
  private Journal journal;

  @BeforeEach
  void open() {
    file = directory.resolve("ledger.sqlite");
    journal = Journal.open(new JournalSettings.Sqlite(file.toString()));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void givesTheNewestFirstAndStopsAtTheLimit() throws SQLException {
    List<Entry> line = line(500);
    store(line);
    HistoryPage page = new HistoryReader(journal, ID).read(line.getLast().revision(), 3);
    assertThat(page.entries()).containsExactly(line.get(499), line.get(498), line.get(497));
    assertThat(page.next()).contains(line.get(496).revision());
    assertThat(page.isMissing()).isFalse();
  }

  @Test
  void goesOnToTheGenesisOverManyRows() throws SQLException {
    List<Entry> line = line(500);
    store(line);
    HistoryPage page = new HistoryReader(journal, ID).read(line.getLast().revision(), 1000);
    assertThat(page.entries()).hasSize(500);
    assertThat(page.next()).isEmpty();
    assertThat(page.isMissing()).isFalse();
  }

  @Test
  void leavesOutAForkThatNobodyCommitted() throws SQLException {
    Entry first = Ledgers.entry(1, 1, Revision.NONE);
    Entry fork = Ledgers.entry(1, 2, first.revision());
    Entry second = Ledgers.entry(2, 2, first.revision());
    store(List.of(first, fork, second));
    HistoryPage page = new HistoryReader(journal, ID).read(second.revision(), 10);
    assertThat(page.entries()).containsExactly(second, first);
  }

  @Test
  void saysWhatItDoesNotHave() throws SQLException {
    Entry first = Ledgers.entry(1, 1, Revision.NONE);
    Revision never = new Revision(new Term(1), 2);
    Entry third = Ledgers.entry(2, 3, never);
    store(List.of(first, third));
    HistoryPage page = new HistoryReader(journal, ID).read(third.revision(), 10);
    assertThat(page).isEqualTo(new HistoryPage(List.of(third), Optional.of(never), true));
  }

  private static List<Entry> line(int length) {
    List<Entry> line = new ArrayList<>();
    Revision previous = Revision.NONE;
    for (int i = 1; i <= length; i++) {
      Entry entry = Ledgers.entry(1 + i / 100, i, previous);
      line.add(entry);
      previous = entry.revision();
    }
    return line;
  }

  private void store(List<Entry> entries) throws SQLException {
    List<JournalEvent> events = new ArrayList<>();
    for (Entry entry : entries) {
      events.add(new JournalEvent.PromiseMade(entry.revision().term(), new NodeId("b")));
      events.add(new JournalEvent.EntryAccepted(entry));
    }
    try (Connection connection =
        DriverManager.getConnection(SqliteJournal.url(file) + SqliteJournal.DURABLE)) {
      Ledgers.store(connection, ID, events);
    }
  }
}
