package dev.regent.controller.http;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.List;
import java.util.Optional;

/** Builds reports: one field at a time away from a healthy one. */
record Reports(
    Session session,
    PostgresStatus status,
    Lsn flushed,
    Lsn replayed,
    boolean streaming,
    boolean open,
    boolean paused,
    Optional<Token> lease,
    Optional<NodeReport.Problem> problem) {

  static Reports primary() {
    return new Reports(
        Samples.SESSION_A,
        PostgresStatus.PRIMARY,
        Samples.POSITION,
        Samples.POSITION,
        false,
        true,
        false,
        Optional.of(Samples.TOKEN),
        Optional.empty());
  }

  static Reports standby() {
    return new Reports(
        Samples.SESSION_B,
        PostgresStatus.STANDBY,
        Samples.POSITION,
        Samples.POSITION,
        true,
        true,
        false,
        Optional.empty(),
        Optional.empty());
  }

  Reports with(PostgresStatus next) {
    return new Reports(session, next, flushed, replayed, streaming, open, paused, lease, problem);
  }

  Reports behind(long bytes) {
    Lsn lower = new Lsn(Samples.POSITION.value() - bytes);
    return new Reports(session, status, lower, lower, streaming, open, paused, lease, problem);
  }

  Reports notStreaming() {
    return new Reports(session, status, flushed, replayed, false, open, paused, lease, problem);
  }

  Reports closed() {
    return new Reports(
        session, status, flushed, replayed, streaming, false, paused, lease, problem);
  }

  Reports withoutLease() {
    return new Reports(
        session, status, flushed, replayed, streaming, open, paused, Optional.empty(), problem);
  }

  Reports inPause() {
    return new Reports(
        session, status, flushed, replayed, streaming, open, true, Optional.empty(), problem);
  }

  Reports withProblem(String message) {
    return new Reports(
        session,
        status,
        flushed,
        replayed,
        streaming,
        open,
        paused,
        lease,
        Optional.of(new NodeReport.Problem(Samples.REVISION, "rewind-failed", message, true)));
  }

  /** As a later life of the node. */
  Reports inSession(long start) {
    return new Reports(
        new Session(session.node(), start, 7),
        status,
        flushed,
        replayed,
        streaming,
        open,
        paused,
        lease,
        problem);
  }

  NodeReport build() {
    boolean primary = status == PostgresStatus.PRIMARY;
    return new NodeReport(
        session,
        1,
        Samples.REVISION,
        paused,
        new PostgresView(
            status,
            Optional.of(Samples.SYSTEM),
            new WalPosition(Samples.TIMELINE, flushed),
            replayed,
            true,
            primary
                ? List.of(new PostgresView.WalSender(Samples.B, "streaming", flushed, replayed))
                : List.of(),
            streaming
                ? Optional.of(new PostgresView.Receiver(Samples.A, Samples.TIMELINE, true))
                : Optional.empty()),
        true,
        open,
        lease,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        problem,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
