package dev.regent.controller.http.patroni;

import dev.regent.controller.http.view.HistoryViews;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code GET /history}: one line for each timeline that ended, oldest first, with
 * Patroni's columns: timeline, LSN, reason, timestamp, new leader.
 */
public final class TimelineHistory {
  private TimelineHistory() {}

  /** The lines of {@code entries}, which are newest first. */
  public static List<List<Object>> of(List<Entry> entries) {
    List<List<Object>> lines = new ArrayList<>();
    Optional<Promotion> before = Optional.empty();
    String reason = "";
    for (Entry entry : entries.reversed()) {
      if (entry.event() instanceof LedgerEvent.PrimaryRevoked
          || entry.event() instanceof LedgerEvent.RestartPlanned) {
        reason = HistoryViews.why(entry);
      }
      Optional<Promotion> after = entry.state().lastPromoted();
      if (entry.event() instanceof LedgerEvent.Promoted && before.isPresent()) {
        lines.add(line(before.get(), after.orElseThrow(), reason, entry));
      }
      before = after;
    }
    return List.copyOf(lines);
  }

  private static List<Object> line(Promotion ended, Promotion begun, String reason, Entry entry) {
    return List.of(
        ended.timeline().number(),
        begun.endOfRecovery().value(),
        reason,
        entry.at().toString(),
        begun.node().name());
  }
}
