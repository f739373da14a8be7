package dev.regent.controller.http.view;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.state.Phase;
import java.util.Optional;

/**
 * A phase in the API's words.
 *
 * @param primary the node that the ledger names as the primary now
 * @param target the node that is to become primary
 * @param reason why the last primary was revoked
 * @param text one sentence
 */
public record PhaseView(
    String name,
    Optional<NodeId> primary,
    Optional<NodeId> target,
    Optional<Token> token,
    Optional<String> reason,
    String text) {

  /** The words for {@code phase}. */
  public static PhaseView of(Phase phase) {
    Optional<NodeId> holder = phase.lastHolder().map(Session::node);
    return switch (phase) {
      case Phase.Vacant() -> before("vacant", Optional.empty(), "no node was ever made primary");
      case Phase.Bootstrapping(var node) ->
          before("bootstrapping", Optional.of(node), node + " creates the database");
      case Phase.Granted granted ->
          new PhaseView(
              "granted",
              Optional.empty(),
              holder,
              Optional.of(granted.token()),
              Optional.empty(),
              "%s is %s onto timeline %s"
                  .formatted(
                      granted.holder().node(),
                      granted.inPlace() ? "restarted in place" : "promoted",
                      granted.timeline()));
      case Phase.Primary primary ->
          new PhaseView(
              "primary",
              holder,
              Optional.empty(),
              Optional.of(primary.token()),
              Optional.empty(),
              "%s is the primary".formatted(primary.holder().node()));
      case Phase.SwitchingOver switching ->
          new PhaseView(
              "switching-over",
              holder,
              Optional.of(switching.target()),
              Optional.of(switching.token()),
              Optional.empty(),
              "%s stops so that %s takes over"
                  .formatted(switching.holder().node(), switching.target()));
      case Phase.Revoked revoked -> of(revoked);
      case Phase.Paused paused ->
          new PhaseView(
              "paused",
              paused.primary(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "paused: nothing is decided automatically until resume");
      case Phase.Resuming resuming ->
          new PhaseView(
              "resuming",
              Optional.empty(),
              holder,
              Optional.of(resuming.token()),
              Optional.empty(),
              "%s takes the lease again after a pause".formatted(resuming.holder().node()));
    };
  }

  private static PhaseView before(String name, Optional<NodeId> target, String text) {
    return new PhaseView(name, Optional.empty(), target, Optional.empty(), Optional.empty(), text);
  }

  private static PhaseView of(Phase.Revoked revoked) {
    return new PhaseView(
        "revoked",
        Optional.empty(),
        revoked.preferred(),
        Optional.of(revoked.token()),
        Optional.of(Words.of(revoked.reason())),
        "%s lost the right to write: %s; %s"
            .formatted(
                revoked.holder().node(),
                EventReasons.of(revoked.reason()),
                revoked.fenced()
                    ? "it is confirmed off, a successor is chosen"
                    : "a successor follows when it is certain that it cannot write"));
  }
}
