package dev.regent.controller.http.view;

import dev.regent.controller.http.view.StatusView.SlotView;
import dev.regent.controller.http.view.StatusView.VoterView;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.Watch;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.SlotReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The voters as one of them knows them. */
final class VoterViews {
  private final VoterState voter;
  private final MonotonicTime now;

  private VoterViews(VoterState voter, MonotonicTime now) {
    this.voter = voter;
    this.now = now;
  }

  /** In the order in which they stand for leader. */
  static List<VoterView> of(VoterState voter, MonotonicTime now) {
    VoterViews views = new VoterViews(voter, now);
    return voter.setup().order().stream().map(views::of).toList();
  }

  private VoterView of(NodeId node) {
    boolean self = node.equals(voter.setup().self());
    return new VoterView(
        node.name(),
        voter.setup().isWitness(node),
        voter.leader().filter(node::equals).isPresent(),
        self ? Optional.of(0L) : contactAge(node).map(Duration::toMillis),
        self ? Optional.of(voter.replica().acceptedRevision().toString()) : accepted(node),
        self ? Optional.of(slot(ownSlot(voter, now), Duration.ZERO)) : toldSlot(node));
  }

  private Optional<Duration> contactAge(NodeId node) {
    return switch (voter.leadership()) {
      case Leadership.Leading leading ->
          leading.contact(node).map(contact -> now.since(contact.beatSentAt()));
      case Leadership.Following following ->
          following.leader().filter(node::equals).map(leader -> now.since(following.heardAt()));
      case Leadership.Asking asking -> Optional.empty();
      case Leadership.Candidate candidate -> Optional.empty();
    };
  }

  private Optional<String> accepted(NodeId node) {
    return voter.leadership() instanceof Leadership.Leading leading
        ? leading.contact(node).map(contact -> contact.accepted().toString())
        : Optional.empty();
  }

  private Optional<SlotView> toldSlot(NodeId node) {
    return voter.board().slot(node).map(heard -> slot(heard.what().slot(), now.since(heard.at())));
  }

  /** The same that this voter would tell its leader now. */
  static SlotReport ownSlot(VoterState voter, MonotonicTime now) {
    Watch watch = voter.watch();
    return new SlotReport(
        voter.slot().occupant(),
        voter.slot().isFree(now),
        voter.slot().remaining(now).toMillis(),
        watch.token(),
        now.since(watch.since()).toMillis(),
        now.isAtLeast(watch.opinionFrom()) && voter.replica().isVoter());
  }

  private static SlotView slot(SlotReport report, Duration age) {
    return new SlotView(
        report.token().map(Object::toString),
        report.free(),
        report.remainingMillis(),
        report.watched().map(Object::toString),
        report.silentMillis(),
        report.opinion(),
        age.toMillis());
  }
}
