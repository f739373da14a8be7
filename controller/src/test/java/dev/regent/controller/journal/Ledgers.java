package dev.regent.controller.journal;

import dev.regent.controller.serialization.RegentSerializer;
import dev.regent.controller.serialization.Specimens;
import dev.regent.controller.serialization.WireFormat;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes events into a journal's tables as the plug-in does, many at once. */
public final class Ledgers {
  private static final String INSERT =
      "INSERT INTO event_journal (persistence_id, sequence_number, deleted, writer,"
          + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest)"
          + " VALUES (?, ?, ?, 'test', 0, '', ?, ?, ?)";

  private Ledgers() {}

  /** An entry at (term, index) after another. */
  public static Entry entry(long term, long index, Revision previous) {
    Entry like = Specimens.one(Entry.class);
    return new Entry(
        new Revision(new Term(term), index), previous, like.event(), like.state(), like.at());
  }

  /** Stores them from sequence number 1 on. */
  public static void store(Connection connection, String id, List<JournalEvent> events)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long sequence = 1;
      for (JournalEvent event : events) {
        insert.setString(1, id);
        insert.setLong(2, sequence);
        insert.setBoolean(3, false);
        insert.setBytes(4, WireFormat.encode(event));
        insert.setInt(5, RegentSerializer.IDENTIFIER);
        insert.setString(6, WireFormat.manifest(event));
        insert.addBatch();
        sequence++;
      }
      insert.executeBatch();
      connection.commit();
    }
  }
}
