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

  /** What differs from phase to phase. */
  private record Roles(
      String name, Optional<NodeId> primary, Optional<NodeId> target, String text) {}

  /** The words for {@code phase}. */
  public static PhaseView of(Phase phase) {
    Roles roles = roles(phase);
    Optional<Phase.Revoked> revoked =
        phase instanceof Phase.Revoked now ? Optional.of(now) : Optional.empty();
    return new PhaseView(
        roles.name(),
        roles.primary(),
        roles.target(),
        phase.leasable().or(() -> revoked.map(Phase.Revoked::token)),
        revoked.map(now -> Words.of(now.reason())),
        roles.text());
  }

  private static Roles roles(Phase phase) {
    Optional<NodeId> holder = phase.lastHolder().map(Session::node);
    Optional<NodeId> nobody = Optional.empty();
    return switch (phase) {
      case Phase.Vacant() -> new Roles("vacant", nobody, nobody, "no node was ever made primary");
      case Phase.Bootstrapping(var node) ->
          new Roles("bootstrapping", nobody, Optional.of(node), node + " creates the database");
      case Phase.Granted granted -> new Roles("granted", nobody, holder, text(granted));
      case Phase.Primary primary ->
          new Roles("primary", holder, nobody, primary.holder().node() + " is the primary");
      case Phase.SwitchingOver switching ->
          new Roles("switching-over", holder, Optional.of(switching.target()), text(switching));
      case Phase.Revoked revoked ->
          new Roles("revoked", nobody, revoked.preferred(), text(revoked));
      case Phase.Paused paused ->
          new Roles(
              "paused",
              paused.primary(),
              nobody,
              "paused: nothing is decided automatically until resume");
      case Phase.Resuming resuming ->
          new Roles(
              "resuming",
              nobody,
              holder,
              resuming.holder().node() + " takes the lease again after a pause");
    };
  }

  private static String text(Phase.Granted granted) {
    return "%s is %s onto timeline %s"
        .formatted(
            granted.holder().node(),
            granted.inPlace() ? "restarted in place" : "promoted",
            granted.timeline());
  }

  private static String text(Phase.SwitchingOver switching) {
    return "%s stops so that %s takes over"
        .formatted(switching.holder().node(), switching.target());
  }

  private static String text(Phase.Revoked revoked) {
    return "%s lost the right to write: %s; %s"
        .formatted(
            revoked.holder().node(),
            EventReasons.of(revoked.reason()),
            revoked.fenced()
                ? "it is confirmed off, a successor is chosen"
                : "a successor follows when it is certain that it cannot write");
  }
}
