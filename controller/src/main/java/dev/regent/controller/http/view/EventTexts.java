package dev.regent.controller.http.view;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.Phase;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in plain words what happened and why. */
final class EventTexts {
  private EventTexts() {}

  static EventText of(Entry entry) {
    Optional<NodeId> holder = entry.state().phase().lastHolder().map(Session::node);
    return switch (entry.event()) {
      case LedgerEvent.Genesis genesis -> of(genesis);
      case LedgerEvent.LeaderElected elected -> of(elected, entry);
      case LedgerEvent.BootstrapStarted started -> of(started);
      case LedgerEvent.PrimaryGranted granted -> of(granted);
      case LedgerEvent.RestartPlanned planned -> of(planned).concerning(holder);
      case LedgerEvent.Promoted promoted -> of(promoted).concerning(holder);
      case LedgerEvent.PrimaryRevoked revoked -> of(revoked).concerning(holder);
      case LedgerEvent.PrimaryFenced fenced -> of(fenced).concerning(holder);
      case LedgerEvent.SwitchoverStarted started -> of(started, entry.state().phase());
      case LedgerEvent.SwitchoverAborted aborted -> of(aborted).concerning(holder);
      case LedgerEvent.SyncPlanned planned -> of(planned);
      case LedgerEvent.SyncSetChanged changed -> of(changed);
      case LedgerEvent.VoterReplaced replaced -> of(replaced.successor());
      case LedgerEvent.Paused paused -> of(paused, entry.state().phase());
      case LedgerEvent.ResumeRequested requested -> of(requested);
      case LedgerEvent.Resumed resumed -> of(resumed).concerning(holder);
    };
  }

  private static EventText of(LedgerEvent.LeaderElected elected, Entry entry) {
    return EventText.about(
        "leader-elected",
        elected.leader(),
        "no leader was heard, or the last one handed over; a majority promised it the term",
        "%s decides in term %s".formatted(elected.leader(), entry.revision().term()));
  }

  private static EventText of(LedgerEvent.BootstrapStarted started) {
    return EventText.about(
        "bootstrap-started",
        started.node(),
        "every data directory was empty",
        started.node() + " creates the database");
  }

  private static EventText of(LedgerEvent.RestartPlanned planned) {
    return EventText.general(
        "restart-planned",
        "PostgreSQL died under a living agent, and it is to go on where it was",
        "restarted in place onto timeline " + planned.timeline());
  }

  private static EventText of(LedgerEvent.PrimaryFenced fenced) {
    return EventText.general(
        "primary-fenced",
        fenced.by() + " confirmed that it is off",
        "the holder of token %s counts as off".formatted(fenced.token()));
  }

  private static EventText of(LedgerEvent.SwitchoverAborted aborted) {
    return EventText.general(
        "switchover-aborted",
        aborted.reason(),
        "the switchover is given up; the old primary is to be granted again");
  }

  private static EventText of(LedgerEvent.Resumed resumed) {
    return EventText.general(
        "resumed",
        "it holds the lease and its guard is armed",
        "the primary is supervised again, on timeline " + resumed.timeline());
  }

  private static EventText of(LedgerEvent.Genesis genesis) {
    return EventText.general(
        "genesis",
        "every voter confirmed the same voters with the same settings",
        "formation %s of %s"
            .formatted(
                genesis.formation(),
                Words.list(genesis.voters().stream().map(Voter::node).toList())));
  }

  private static EventText of(LedgerEvent.PrimaryGranted granted) {
    NodeId node = granted.holder().node();
    String considered =
        granted.considered().stream()
            .map(one ->
                "%s at %s%s"
                    .formatted(one.node(), one.position(), one.eligible() ? "" : " (not eligible)"))
            .collect(Collectors.joining(", "));
    String details =
        "%s may be promoted onto timeline %s".formatted(node, granted.timeline())
            + (considered.isEmpty() ? "" : "; considered: " + considered)
            + loss(granted.bytesPossiblyLost());
    return EventText.about("primary-granted", node, EventReasons.of(granted.reason()), details)
        .because(granted.reason());
  }

  private static String loss(long bytes) {
    if (bytes == Long.MAX_VALUE) {
      return "; nobody knows how much WAL may be lost";
    }
    return bytes == 0 ? "" : "; up to %d bytes of WAL may be lost".formatted(bytes);
  }

  private static EventText of(LedgerEvent.Promoted promoted) {
    return EventText.general(
        "promoted",
        "it holds the lease and left recovery",
        "primary on timeline %s from %s; %s"
            .formatted(promoted.timeline(), promoted.endOfRecovery(), sync(promoted.sync())));
  }

  private static EventText of(LedgerEvent.PrimaryRevoked revoked) {
    String details =
        "token %s is not renewed any more".formatted(revoked.token())
            + revoked.preferred().map(node -> "; " + node + " is to follow").orElse("")
            + (revoked.acceptDataLoss() ? "; the loss of acknowledged writes is accepted" : "");
    return EventText.general("primary-revoked", EventReasons.of(revoked.reason()), details)
        .because(revoked.reason());
  }

  private static EventText of(LedgerEvent.SwitchoverStarted started, Phase phase) {
    String from = phase.lastHolder().map(Session::node).map(NodeId::name).orElse("the primary");
    return EventText.about(
        "switchover-started",
        started.target(),
        "asked by " + started.by(),
        "%s is to stop so that %s takes over; if it does not stop in time: %s"
            .formatted(
                from, started.target(), started.immediateOnBound() ? "stop it at once" : "abort"));
  }

  private static EventText of(LedgerEvent.SyncPlanned planned) {
    return EventText.general(
        "sync-planned",
        "PostgreSQL is to wait for more before the ledger promises more",
        "PostgreSQL runs %s; then %s"
            .formatted(StatusViews.rule(planned.rule()), sync(planned.target())));
  }

  private static EventText of(LedgerEvent.SyncSetChanged changed) {
    return EventText.general(
            "sync-set-changed", EventReasons.of(changed.reason()), sync(changed.sync()))
        .because(changed.reason());
  }

  private static EventText of(Voter successor) {
    return EventText.about(
        "voter-replaced",
        successor.node(),
        "its journal was lost and is known to be gone for good",
        "%s votes again with journal %s".formatted(successor.node(), successor.incarnation()));
  }

  private static EventText of(LedgerEvent.Paused paused, Phase phase) {
    return EventText.general(
            "paused", "asked by " + paused.by(), "no automatic role change until resume")
        .concerning(PhaseView.of(phase).primary());
  }

  private static EventText of(LedgerEvent.ResumeRequested requested) {
    NodeId node = requested.holder().node();
    return EventText.about(
        "resume-requested",
        node,
        "the pause ends; it runs the only writable PostgreSQL, or was promoted last",
        "%s takes the lease at %s on timeline %s"
            .formatted(node, requested.position(), requested.timeline()));
  }

  private static String sync(SyncSet sync) {
    return sync.isAlone()
        ? "it confirms writes alone"
        : "each write is confirmed by %d of %s"
            .formatted(sync.confirmations(), Words.list(sync.members()));
  }
}
