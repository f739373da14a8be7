package dev.regent.controller.role;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.Promotion;

/**
 * What the committed state asks of a node: the whole of it, from the state alone, so that equal
 * revisions ask the same (L5).
 */
public final class Instructions {
  private Instructions() {}

  /** The desired state of the session's node. */
  public static Desired desired(DatabaseState state, Session session, Revision revision) {
    NodeId node = session.node();
    return switch (state.phase()) {
      case Phase.Vacant vacant -> new Desired.Observe();
      case Phase.Bootstrapping bootstrapping ->
          bootstrapping.node().equals(node) ? new Desired.Bootstrap() : new Desired.Observe();
      case Phase.Granted granted ->
          granted.holder().equals(session)
              ? new Desired.Lead(granted.token(), granted.timeline(), initial(state))
              : new Desired.Stand();
      case Phase.Primary primary ->
          primary.holder().equals(session)
              ? serve(state, primary)
              : follow(state, primary.holder(), node);
      case Phase.SwitchingOver switching ->
          switching.holder().equals(session)
              ? new Desired.HandOff(
                  switching.token(), switching.target(), switching.immediateOnBound())
              : follow(state, switching.holder(), node);
      case Phase.Revoked revoked ->
          revoked.holder().node().equals(node)
              ? new Desired.Yield(revoked.token())
              : new Desired.Stand();
      case Phase.Paused paused -> new Desired.Pause(revision);
      case Phase.Resuming resuming ->
          resuming.holder().equals(session)
              ? new Desired.Resume(resuming.token())
              : new Desired.Pause(revision);
    };
  }

  /** S4: while promoting, nothing may be acknowledged that S does not know of. */
  private static SyncRule initial(DatabaseState state) {
    return state.mode() == ProtectionMode.PERFORMANCE ? SyncRule.NONE : SyncRule.BLOCK;
  }

  private static Desired serve(DatabaseState state, Phase.Primary primary) {
    Promotion promotion = state.lastPromoted().orElseThrow();
    return new Desired.Serve(
        primary.token(),
        primary.timeline(),
        state.syncRule(),
        state.sync(),
        promotion.endOfRecovery());
  }

  /** The holder's node under another session is nobody's standby yet: it stands (H3). */
  private static Desired follow(DatabaseState state, Session holder, NodeId node) {
    if (holder.node().equals(node)) {
      return new Desired.Stand();
    }
    return new Desired.Follow(
        state.lastPromoted().orElseThrow(),
        state.systemId().orElseThrow(),
        remedy(state, node),
        true);
  }

  /**
   * S2: a member of S keeps its directory, and leaves S before it is rewound. In {@code protection}
   * a lost member stays, and one that diverged would never confirm again: 1 S = {b}, k = 1; b is
   * promoted, and loses its lease before {@code Promoted} is committed; 2 a is granted as the last
   * promoted and waits for b (R6), which is ahead on a timeline of its own.
   */
  private static Remedy remedy(DatabaseState state, NodeId node) {
    if (!state.sync().contains(node)) {
      return Remedy.REWIND;
    }
    return state.mode() == ProtectionMode.PROTECTION ? Remedy.COPY : Remedy.NONE;
  }
}
