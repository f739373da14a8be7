package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.controller.journal.HistoryReader;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.journal.JournalRefused;
import dev.regent.controller.journal.Ledgers;
import dev.regent.controller.journal.PostgresqlServer;
import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real PostgreSQL server as the journal, by configuration alone. */
@Tag("process")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresqlJournalTest {
  private static PostgresqlServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresqlServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.remove();
  }

  @Test
  @Order(1)
  void whatWasStoredIsThereAfterACrashOfTheServer() throws Exception {
    List<JournalEvent> events = entries(450);
    Replica stored;
    try (Journal journal = Journal.open(server.settings());
        StoredVoter voter = new StoredVoter(journal)) {
      long start = System.nanoTime();
      events.forEach(event -> voter.store(List.of(event)));
      stored = voter.state().replica();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("MEASURED %d writes to PostgreSQL: %d ms%n", 450, took.toMillis());
    }
    server.crash();
    server.run("");
    try (Journal journal = Journal.open(server.settings());
        StoredVoter voter = new StoredVoter(journal)) {
      assertThat(voter.state().replica()).isEqualTo(stored);
      var history =
          new HistoryReader(journal, Journal.persistenceId(Cells.ORDERS, Cells.A))
              .read(stored.acceptedRevision(), 500);
      assertThat(history.entries()).hasSize(450);
    }
  }

  @Test
  @Order(2)
  void aNewerSchemaIsRefused() throws SQLException {
    try (Journal journal = Journal.open(server.settings());
        Connection connection = journal.reading().open();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE regent_schema SET version = 2");
      assertThatThrownBy(() -> Journal.open(server.settings()))
          .isInstanceOf(JournalRefused.class)
          .hasMessageContaining("written by a newer Regent");
      statement.execute("UPDATE regent_schema SET version = 1");
    }
  }

  @Test
  @Order(3)
  void aServerThatForgetsIsRefused() throws Exception {
    server.crash();
    server.run("-c fsync=off");
    assertThatThrownBy(() -> Journal.open(server.settings()))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("fsync = off");
    server.crash();
    server.run("");
  }

  @Test
  @Order(4)
  void aServerThatIsDownIsRefusedByName() throws Exception {
    server.crash();
    assertThatThrownBy(() -> Journal.open(server.settings()))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1");
    server.run("");
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
