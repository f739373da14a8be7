package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges a drill after its writers stopped: by the rows on the servers, not by the cell's word. */
final class Verdict {
  private static final Duration REPLAY_LIMIT = Duration.ofMinutes(1);

  /** Instead of a number of lost rows when no primary could be asked; never passes. */
  private static final int NOT_CHECKED = -1;

  private final Drill.Observed observed;
  private final AcknowledgedRows promised;
  private final List<String> problems;

  private Verdict(Drill.Observed observed, AcknowledgedRows promised) {
    this.observed = observed;
    this.promised = promised;
    this.problems = new ArrayList<>(observed.problems());
  }

  /**
   * Judges, and adds what was acknowledged to what is promised for all later drills.
   *
   * @param run the round, from 1
   */
  static DrillResult of(Drill.Observed observed, AcknowledgedRows promised, int run) {
    promised.add(observed.allCommits());
    return new Verdict(observed, promised).result(run);
  }

  private DrillResult result(int run) {
    MonotonicTime struck = observed.struck();
    String newPrimary = newPrimary();
    int lost = lost();
    return new DrillResult(
        observed.fault().name(),
        observed.fault().variant(),
        run,
        Outage.longest(observed.clientCommits(), struck, observed.end()).toMillis(),
        DualWrites.proven(observed.allCommits()).toMillis(),
        lost,
        observed.scene().primary().node().name(),
        newPrimary,
        observed.redundantSince().map(since -> Math.max(0, since.since(struck).toMillis())),
        observed.allCommits().size(),
        problems);
  }

  private String newPrimary() {
    NodeId before = observed.scene().primary().node();
    Optional<NodeId> now = settledPrimary();
    boolean moved = now.isPresent() && !now.get().equals(before);
    switch (observed.fault().effect()) {
      case MOVES -> require(moved, "the primary is to move, and did not");
      case STAYS -> require(!moved, "the primary is to stay, and moved");
      case EITHER, DOWN -> {}
    }
    return now.map(NodeId::name).orElse("none");
  }

  /** Who is primary in the end; the lead may be changing hands just then. */
  private Optional<NodeId> settledPrimary() {
    try {
      return Optional.of(Scene.of(observed.scene().cell()).primary().node());
    } catch (DrillFailed nobody) {
      problems.add(nobody.getMessage());
      return Optional.empty();
    }
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      problems.add(problem);
    }
  }

  private int lost() {
    try {
      Scene now = Scene.of(observed.scene().cell());
      Login login = now.cell().client();
      Map<Integer, BitSet> primary = Rows.of(now.primary(), login);
      if (observed.redundantSince().isPresent()) {
        compare(now, login);
      }
      return promised.missingIn(primary);
    } catch (SQLException | DrillFailed failed) {
      problems.add("the rows could not be looked for: " + failed.getMessage());
      return NOT_CHECKED;
    }
  }

  private void compare(Scene now, Login login) throws SQLException {
    try (Sql primary = now.superuser(now.primary());
        Sql standby = now.superuser(now.standby())) {
      Rows.awaitReplayed(primary, standby, REPLAY_LIMIT);
    }
    require(
        Rows.of(now.primary(), login).equals(Rows.of(now.standby(), login)),
        "the rows on %s and %s differ".formatted(now.primary().node(), now.standby().node()));
  }
}
