package dev.regent.simulation.search;

import dev.regent.controller.ledger.Ballot;
import dev.regent.controller.ledger.Genesis;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ledger entries one after the other, as a leader of one term would have them agreed on. */
final class Line {
  static final TimelineId TIMELINE = new TimelineId(1);
  static final SystemId SYSTEM = new SystemId("7000000000000000001");
  private static final Term TERM = Term.ZERO.next();

  private final List<Entry> entries = new ArrayList<>();

  /** Begins with a grant to the node's first session. */
  static Line grantedTo(NodeId node) {
    Line line = new Line();
    Entry genesis =
        Genesis.of(
            Cast.NODES.stream().map(each -> Cast.life(each, 0)).toList(),
            Cast.SETTINGS,
            ProtectionMode.AVAILABILITY,
            LeaseBounds.TTL);
    line.entries.add(next(genesis, grant(node)));
    return line;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  Entry last() {
    return entries.getLast();
  }

  Line granted(NodeId node) {
    return then(grant(node));
  }

  Line promoted() {
    Phase.Granted granted = (Phase.Granted) last().state().phase();
    return then(
        new LedgerEvent.Promoted(granted.token(), granted.timeline(), Lsn.ZERO, SyncSet.ALONE));
  }

  Line revoked() {
    return then(
        new LedgerEvent.PrimaryRevoked(token(), RevokeReason.SILENT, Optional.empty(), false));
  }

  /** V1: a named person or STONITH confirmed that the holder is off. */
  Line fenced() {
    Phase.Revoked revoked = (Phase.Revoked) last().state().phase();
    return then(new LedgerEvent.PrimaryFenced(revoked.token(), "operator"));
  }

  Line paused() {
    return then(new LedgerEvent.Paused("operator"));
  }

  Line resumedBy(NodeId node) {
    return then(
        new LedgerEvent.ResumeRequested(
            Cast.session(node, 1),
            last().state().highestTimeline(),
            Lsn.ZERO,
            last().state().ttl()));
  }

  Line resumed() {
    return then(new LedgerEvent.Resumed(last().state().highestTimeline()));
  }

  /** The node's voter lost its journal and is back with a new one. */
  Line replaced(NodeId node) {
    return then(new LedgerEvent.VoterReplaced(Cast.life(node, 1)));
  }

  private Token token() {
    return last().state().phase().leasable().orElseThrow();
  }

  private static LedgerEvent grant(NodeId node) {
    Session holder = Cast.session(node, 1);
    TimelineId timeline = new TimelineId(node.equals(Cast.A) ? 2 : 3);
    return new LedgerEvent.PrimaryGranted(
        holder, SYSTEM, timeline, GrantReason.BEST_CANDIDATE, List.of(), 0);
  }

  private Line then(LedgerEvent event) {
    entries.add(next(last(), event));
    return this;
  }

  private static Entry next(Entry before, LedgerEvent event) {
    return Ballot.propose(before, TERM, event, Instant.EPOCH);
  }
}
