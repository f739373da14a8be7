package dev.regent.controller.journal;

import com.typesafe.config.Config;
import dev.regent.config.settings.JournalSettings;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;

/**
 * A node's opened journal: exists, is intact, has this release's tables, and is ours alone.
 *
 * <p>It outlives the ActorSystem that writes to it, and serves the next one too.
 *
 * <p><b>Failure modes.</b> {@link #open} throws {@link JournalRefused}. A write that fails later
 * fails the voter's persist; {@link #diagnosis} then says what may be the matter.
 */
public sealed interface Journal extends AutoCloseable permits SqliteJournal, PostgresqlJournal {

  /** Opens the configured journal, creating it if it is missing. */
  static Journal open(JournalSettings settings) {
    return switch (settings) {
      case JournalSettings.Sqlite(var file) -> SqliteJournal.open(file);
      case JournalSettings.Postgresql postgresql -> PostgresqlJournal.open(postgresql);
    };
  }

  /** The plug-ins' settings for an ActorSystem. */
  Config akkaConfig();

  /** A connection for reading, beside the one that writes. */
  ConnectionSource reading();

  /** What this journal is and how it is, for the log line of a failed write. */
  String diagnosis();

  @Override
  void close();

  /** The name under which a voter's events are stored. */
  static String persistenceId(DatabaseName database, NodeId voter) {
    return "ledger|" + voter + "|" + database;
  }
}
