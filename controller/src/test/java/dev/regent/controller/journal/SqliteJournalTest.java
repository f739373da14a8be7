package dev.regent.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.config.settings.JournalSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an embedded journal is refused for, and that nothing is harmed by refusing. */
class SqliteJournalTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("state/journal/ledger.sqlite");
  }

  @Test
  void isCreatedWhereThereIsNoneAndOpenedAgain() throws SQLException {
    open().close();
    assertThat(file).exists();
    try (Journal again = open();
        Connection reading = again.reading().open();
        Statement statement = reading.createStatement();
        ResultSet version = statement.executeQuery("SELECT version FROM regent_schema")) {
      assertThat(version.next()).isTrue();
      assertThat(version.getInt(1)).isEqualTo(Schema.VERSION);
    }
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() throws SQLException {
    open().close();
    execute("UPDATE regent_schema SET version = 2");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("version 2, written by a newer Regent");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedByName() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "these are my notes, and they are longer than a header");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no SQLite database");
    assertThat(Files.readString(file)).startsWith("these are my notes");
  }

  @Test
  void aDamagedPageIsRefusedByName() throws Exception {
    open().close();
    execute("PRAGMA journal_mode=DELETE");
    for (int i = 0; i < 50; i++) {
      execute("INSERT INTO event_tag VALUES (" + i + ", '" + "x".repeat(400) + "')");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(
          ByteBuffer.wrap("garbage".repeat(2000).getBytes(StandardCharsets.US_ASCII)), 8000);
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(file.toString());
  }

  @Test
  void anotherProgramsDatabaseIsRefused() throws Exception {
    Files.createDirectories(file.getParent());
    execute("CREATE TABLE event_journal (note TEXT)");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("not Regent's");
  }

  @Test
  void oneDaemonToAJournal() {
    try (Journal first = open()) {
      assertThat(first.diagnosis()).contains(file.toString());
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalRefused.class)
          .hasMessageContaining("in use by another daemon");
    }
    open().close();
  }

  @Test
  void aRefusedJournalIsNotKeptLocked() throws SQLException {
    open().close();
    execute("UPDATE regent_schema SET version = 2");
    assertThatThrownBy(this::open).isInstanceOf(JournalRefused.class);
    execute("UPDATE regent_schema SET version = 1");
    open().close();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefusedByName() {
    file = Path.of("/proc/regent/ledger.sqlite");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("/proc/regent/ledger.sqlite");
  }

  @Test
  void aFullDiskIsToldAsWhatItIs() throws SQLException {
    open().close();
    String url = "jdbc:sqlite:" + file;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = 12");
      assertThatThrownBy(() ->
              statement.execute("INSERT INTO event_tag VALUES (1, '" + "x".repeat(40_000) + "')"))
          .isInstanceOfSatisfying(
              SQLException.class,
              error ->
                  assertThat(SqliteErrors.explain(file, error))
                      .contains("the disk is full")
                      .contains(file.toString()));
    }
  }

  @Test
  void everyEventIsWrittenThrough() throws SQLException {
    open().close();
    String url = SqliteJournal.url(file) + SqliteJournal.DURABLE;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      assertThat(text(statement, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(text(statement, "PRAGMA synchronous")).isEqualTo("2");
    }
  }

  private Journal open() {
    return Journal.open(new JournalSettings.Sqlite(file.toString()));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
