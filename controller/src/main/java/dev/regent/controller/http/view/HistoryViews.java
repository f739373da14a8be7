package dev.regent.controller.http.view;

import dev.regent.controller.http.view.HistoryView.EntryView;
import dev.regent.controller.journal.HistoryPage;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.Entry;

/** Tells a replica's entries. */
public final class HistoryViews {
  private HistoryViews() {}

  /** The history as {@code voter} knows it at {@code now}; {@code page} newest first. */
  public static HistoryView of(VoterState voter, MonotonicTime now, HistoryPage page) {
    Quorum quorum = Quorum.of(voter, now);
    return new HistoryView(
        voter.setup().database().name().name(),
        voter.setup().self().name(),
        quorum.held(),
        quorum.reason(),
        cell(voter),
        page.isMissing(),
        page.entries().stream().map(HistoryViews::entry).toList());
  }

  private static HistoryView.CellView cell(VoterState voter) {
    VoterSetup setup = voter.setup();
    return new HistoryView.CellView(
        setup.order().stream().filter(node -> !setup.isWitness(node)).map(NodeId::name).toList(),
        setup.order().stream().filter(setup::isWitness).map(NodeId::name).toList(),
        Words.of(voter.replica().mode(setup.database().mode())),
        setup.database().confirmations(),
        setup.lease().suspectTime().toMillis());
  }

  /** Why an entry came about, in one sentence. */
  public static String why(Entry entry) {
    return EventTexts.of(entry).why();
  }

  /** One entry, as people read it. */
  public static EntryView entry(Entry entry) {
    EventText text = EventTexts.of(entry);
    return new EntryView(
        entry.revision().toString(),
        text.event(),
        text.node().map(NodeId::name),
        text.reason(),
        text.why(),
        text.details(),
        entry.at().toString(),
        PhaseView.of(entry.state().phase()).name());
  }
}
