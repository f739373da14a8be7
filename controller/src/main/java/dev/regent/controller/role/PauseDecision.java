package dev.regent.controller.role;

import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.Promotion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Pause and resume: H6. */
final class PauseDecision {
  private PauseDecision() {}

  /**
   * The grant that ends a pause: to the node with the only writable PostgreSQL, else to the last
   * promoted one.
   */
  static Optional<LedgerEvent.ResumeRequested> request(RoleView view) {
    List<NodeReport> writable =
        view.dataNodes().stream()
            .flatMap(node -> view.fresh(node).stream())
            .filter(report -> report.postgres().status().isOutOfRecovery())
            .toList();
    if (writable.size() > 1) {
      return Optional.empty();
    }
    Optional<NodeReport> holder =
        writable.isEmpty()
            ? view.state().lastPromoted().flatMap(last -> view.fresh(last.node()))
            : Optional.of(writable.getFirst());
    return holder.map(report ->
        new LedgerEvent.ResumeRequested(
            report.session(), timeline(view, report), report.postgres().rank().lsn(), ttl(view)));
  }

  /**
   * V3: another maximum TTL comes into force where no lease can be left that the old one gave: a
   * majority gave none since the pause, and what it gave before has ended.
   */
  static boolean mayTakeTtl(RoleView view) {
    return view.lease().ttl().equals(view.ttl())
        || view.now().since(view.tenure().committedAt()).compareTo(view.ttl()) >= 0;
  }

  private static Optional<Duration> ttl(RoleView view) {
    return view.state().phase() instanceof Phase.Paused
        ? Optional.of(view.lease().ttl())
        : view.state().ttl();
  }

  private static TimelineId timeline(RoleView view, NodeReport report) {
    TimelineId reported = report.postgres().flushed().timeline();
    return reported.equals(TimelineId.NONE)
        ? view.state().lastPromoted().map(Promotion::timeline).orElse(TimelineId.NONE)
        : reported;
  }

  /** Resumed once the holder has lease and armed guard; asked again of a new session (trace 30). */
  static RoleDecision whileResuming(RoleView view, Phase.Resuming resuming) {
    Optional<NodeReport> report = view.fresh(resuming.holder().node());
    boolean replaced =
        report.filter(known -> known.session().compareTo(resuming.holder()) > 0).isPresent()
            || report
                .flatMap(NodeReport::dead)
                .filter(dead -> dead.compareTo(resuming.token()) >= 0)
                .isPresent();
    if (replaced) {
      return request(view)
          .<RoleDecision>map(RoleDecision.Propose::new)
          .orElseGet(() -> new RoleDecision.Hold(Reason.RESUMING));
    }
    boolean armed =
        report
            .filter(known -> known.session().equals(resuming.holder()))
            .filter(known -> known.lease().equals(Optional.of(resuming.token())))
            .filter(known -> !known.paused())
            .isPresent();
    return armed
        ? new RoleDecision.Propose(
            new LedgerEvent.Resumed(view.state().lastPromoted().orElseThrow().timeline()))
        : new RoleDecision.Hold(Reason.RESUMING);
  }
}
