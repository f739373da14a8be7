package dev.regent.controller.http.patroni;

import dev.regent.controller.http.view.Positions;
import dev.regent.controller.role.Board;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;

/**
 * This node as its own agent and replica see it: what a health path is answered from.
 *
 * @param report the newest report of the node's own agent, fresh or not
 */
public record Local(VoterState voter, Optional<Board.Heard<NodeReport>> report, MonotonicTime now) {

  public NodeId self() {
    return voter.setup().self();
  }

  /** The report, if it is younger than the suspect time: an older one says nothing about now. */
  public Optional<NodeReport> fresh() {
    return report
        .filter(heard -> heard.isWithin(voter.setup().lease().suspectTime(), now))
        .map(Board.Heard::what);
  }

  /** How old the newest report is. */
  public Optional<Duration> age() {
    return report.map(heard -> now.since(heard.at()));
  }

  public boolean isWitness() {
    return voter.setup().isWitness(self());
  }

  /**
   * PostgreSQL is really writable, open, and rightfully so: under a live lease, or in a committed
   * pause that names this node (leases lapse in a pause, and clients are to go on: H6).
   */
  public boolean isPrimary() {
    return fresh()
        .filter(NodeReport::open)
        .filter(told -> told.isWritable() || isPausedPrimary(told))
        .isPresent();
  }

  private boolean isPausedPrimary(NodeReport told) {
    return told.paused()
        && told.postgres().status() == PostgresStatus.PRIMARY
        && voter
            .replica()
            .state()
            .filter(state -> state.phase() instanceof Phase.Paused)
            .flatMap(Positions::primaryOf)
            .filter(self()::equals)
            .isPresent();
  }

  /** A standby that answers and admits readers. */
  public boolean isReplica() {
    return fresh()
        .filter(NodeReport::open)
        .filter(told -> told.postgres().status() == PostgresStatus.STANDBY)
        .isPresent();
  }

  /** PostgreSQL answers, as primary or standby. */
  public boolean isRunning() {
    return fresh().filter(told -> told.postgres().status().answers()).isPresent();
  }

  public boolean isStreaming() {
    return fresh()
        .flatMap(told -> told.postgres().receiver())
        .filter(PostgresView.Receiver::streaming)
        .isPresent();
  }

  /** A member of S while writes wait for k > 0 of its members. */
  public boolean isSynchronous() {
    return voter
        .replica()
        .state()
        .filter(state -> !state.sync().isAlone() && state.sync().contains(self()))
        .isPresent();
  }

  public boolean isPaused() {
    return voter
        .replica()
        .state()
        .filter(state -> state.phase() instanceof Phase.Paused)
        .isPresent();
  }

  /** Bytes not replayed here yet; empty when the primary's or the own position is not known. */
  public Optional<Long> replayLagBytes() {
    return fresh().flatMap(told -> Positions.replayLagBytes(reference(), told.postgres()));
  }

  /** Bytes not received here yet; empty when the primary's or the own position is not known. */
  public Optional<Long> writeLagBytes() {
    return fresh().flatMap(told -> Positions.lagBytes(reference(), told.postgres()));
  }

  private Optional<Lsn> reference() {
    return Positions.reference(voter);
  }
}
