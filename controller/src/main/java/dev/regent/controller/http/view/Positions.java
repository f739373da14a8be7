package dev.regent.controller.http.view;

import dev.regent.controller.role.Board;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.DatabaseState;
import java.util.Comparator;
import java.util.Optional;

/** How far nodes are, and how far behind. */
public final class Positions {
  private Positions() {}

  /**
   * The position that lag counts from: the primary's, else the highest that any node reported;
   * empty when nobody reported one.
   */
  public static Optional<Lsn> reference(VoterState voter) {
    return voter
        .replica()
        .state()
        .flatMap(state -> primaryOf(state))
        .flatMap(voter.board()::report)
        .map(heard -> heard.what().postgres().rank())
        .or(() -> highest(voter))
        .filter(Positions::isKnown)
        .map(WalPosition::lsn);
  }

  /** The node that the ledger names as the primary. */
  public static Optional<NodeId> primaryOf(DatabaseState state) {
    return PhaseView.of(state.phase()).primary();
  }

  private static Optional<WalPosition> highest(VoterState voter) {
    return voter.board().reports().values().stream()
        .map(Board.Heard<NodeReport>::what)
        .map(report -> report.postgres().rank())
        .max(Comparator.naturalOrder());
  }

  private static boolean isKnown(WalPosition position) {
    return !position.equals(WalPosition.NONE);
  }

  /** Bytes that are not on the node yet; never negative. */
  public static Optional<Long> lagBytes(Optional<Lsn> reference, PostgresView postgres) {
    return behind(reference, postgres.rank().lsn());
  }

  /** Bytes that the node has not replayed yet; never negative. */
  public static Optional<Long> replayLagBytes(Optional<Lsn> reference, PostgresView postgres) {
    return behind(reference, postgres.replayed());
  }

  private static Optional<Long> behind(Optional<Lsn> reference, Lsn position) {
    return position.equals(Lsn.ZERO)
        ? Optional.empty()
        : reference.map(end -> Math.max(0L, end.bytesSince(position)));
  }
}
