package dev.regent.controller.actor;

import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.DatabaseName;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each database's voter of this node is at this moment. */
final class Views {
  private final Map<DatabaseName, VoterView> views = new ConcurrentHashMap<>();
  private final Map<DatabaseName, Milestones> milestones = new ConcurrentHashMap<>();

  VoterView of(DatabaseName database) {
    return views.computeIfAbsent(database, name -> new VoterView());
  }

  Milestones milestones(DatabaseName database) {
    return milestones.computeIfAbsent(database, name -> new Milestones(InstantSource.system()));
  }

  /**
   * Whether this node may begin an Akka cluster of its own when it finds none.
   *
   * <p>A node whose ledger is formed may not, even when it is first in a list of seeds: restarted
   * while cut off, it would begin a second cluster, and two never become one. So it is a ledger's
   * leader, of whom there is one; and before any ledger is formed, the first voter.
   */
  boolean mayBeginCluster() {
    return views.values().stream()
        .flatMap(view -> view.state().stream())
        .anyMatch(state -> isFirstUnformed(state) || state.isLeading());
  }

  private static boolean isFirstUnformed(VoterState state) {
    return !state.replica().isFormed() && state.setup().rank() == 0;
  }
}
