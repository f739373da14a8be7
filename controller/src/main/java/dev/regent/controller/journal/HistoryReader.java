package dev.regent.controller.journal;

import dev.regent.controller.serialization.WireFormat;
import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks a voter's journal back from an entry through each one's {@code previous} (L2).
 *
 * <p>Blocks its caller, reads on a connection of its own, and never asks the voter.
 *
 * <p><b>Failure modes.</b> An entry that is not in this journal ends the walk: see {@link
 * HistoryPage#isMissing}. Events that cannot be read throw.
 */
public final class HistoryReader {
  private static final int ROWS_AT_ONCE = 100;
  private static final String OLDER =
      "SELECT sequence_number, event_ser_manifest, event_payload FROM event_journal"
          + " WHERE persistence_id = ? AND sequence_number < ?"
          + " ORDER BY sequence_number DESC LIMIT "
          + ROWS_AT_ONCE;

  private final ConnectionSource source;
  private final String persistenceId;

  public HistoryReader(Journal journal, String persistenceId) {
    this.source = journal.reading();
    this.persistenceId = persistenceId;
  }

  /** At most {@code limit} entries, beginning with {@code from}. */
  public HistoryPage read(Revision from, int limit) {
    Walk walk = new Walk(from, limit);
    try (Connection connection = source.open();
        PreparedStatement statement = connection.prepareStatement(OLDER)) {
      long before = Long.MAX_VALUE;
      while (walk.isUnderWay() && before > 0) {
        before = readRows(statement, before, walk);
      }
      return walk.page();
    } catch (SQLException e) {
      throw new JournalRefused("The history of " + persistenceId + ": " + e.getMessage(), e);
    }
  }

  /** Gives the lowest sequence number read, or 0 when there was nothing more. */
  private long readRows(PreparedStatement statement, long before, Walk walk) throws SQLException {
    statement.setString(1, persistenceId);
    statement.setLong(2, before);
    long lowest = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (walk.isUnderWay() && rows.next()) {
        lowest = rows.getLong(1);
        Object event = WireFormat.decode(rows.getBytes(3), rows.getString(2));
        if (event instanceof JournalEvent.EntryAccepted accepted) {
          walk.meet(accepted.entry());
        }
      }
    }
    return lowest;
  }

  /** The walk's progress: what it looks for next, and what it found. */
  private static final class Walk {
    private final int limit;
    private final List<Entry> found = new ArrayList<>();
    private Revision wanted;
    private boolean missing;

    Walk(Revision from, int limit) {
      this.wanted = from;
      this.limit = limit;
    }

    boolean isUnderWay() {
      return found.size() < limit && !missing && !wanted.equals(Revision.NONE);
    }

    /** Entries were stored in the order of their revisions: a fork is one above the wanted. */
    void meet(Entry entry) {
      int order = entry.revision().compareTo(wanted);
      missing = order < 0;
      if (order == 0) {
        found.add(entry);
        wanted = entry.previous();
      }
    }

    HistoryPage page() {
      Optional<Revision> next =
          wanted.equals(Revision.NONE) ? Optional.empty() : Optional.of(wanted);
      boolean cut = found.size() < limit && next.isPresent();
      return new HistoryPage(List.copyOf(found), next, cut);
    }
  }
}
