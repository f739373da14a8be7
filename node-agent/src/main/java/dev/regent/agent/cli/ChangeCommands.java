package dev.regent.agent.cli;

import dev.regent.agent.cli.Change.Field;
import java.util.List;
import java.util.stream.Stream;

/** All commands that change something. */
final class ChangeCommands {
  private static final Field TARGET =
      new Field(
          Option.value("--target", "NODE", "the new primary; default: the best standby"),
          "target",
          false);
  private static final Field IMMEDIATE =
      new Field(
          Option.flag(
              "--immediate",
              "if the primary does not stop in time, stop it hard instead of giving up"),
          "immediate",
          false);
  private static final Field ACCEPT_DATA_LOSS =
      new Field(
          Option.flag(
              "--accept-data-loss",
              "fail over even if acknowledged writes are lost; the history names you"),
          "acceptDataLoss",
          false);
  private static final Field REVOKED =
      new Field(
          Option.value("--node", "NODE", "the revoked primary's node, which is off"), "node", true);
  private static final Field VOTER =
      new Field(
          Option.value("--node", "NODE", "the node whose old journal is gone for good"),
          "node",
          true);

  private ChangeCommands() {}

  static List<SubCommand> all() {
    return Stream.concat(primary(), confirmations()).<SubCommand>map(ChangeCommand::new).toList();
  }

  private static Stream<Change> primary() {
    return Stream.of(
        new Change(
            "switchover",
            "hands the primary over, losing nothing",
            "Stops the primary in order and promotes a standby that has all of its WAL.",
            Goal.OTHER_PRIMARY,
            List.of(TARGET, IMMEDIATE)),
        new Change(
            "failover",
            "gives the present primary up now",
            "Revokes the primary and promotes the best standby. Refused when no standby surely\n"
                + "holds every acknowledged write, unless the loss is accepted.",
            Goal.NEW_PRIMARY,
            List.of(TARGET, ACCEPT_DATA_LOSS)),
        new Change(
            "pause",
            "no automatic role change from now on",
            "For maintenance by hand. PostgreSQL goes on, and nobody watches over it.",
            Goal.PAUSED,
            List.of()),
        new Change(
            "resume",
            "ends a pause",
            "Regent takes the running PostgreSQL over again.",
            Goal.PRIMARY,
            List.of()));
  }

  private static Stream<Change> confirmations() {
    return Stream.of(
        new Change(
            "confirm-fenced",
            "confirms that a revoked primary's machine is off",
            "Lets a failover go on without waiting for the lease of a machine that you know to be"
                + " off.\nIf it is not off, two nodes may be writable.",
            Goal.PRIMARY,
            List.of(REVOKED)),
        new Change(
            "confirm-voter-gone",
            "confirms that a voter's old journal is gone",
            "Lets a node vote again with a new journal. If the old one still runs somewhere,\n"
                + "two majorities are possible.",
            Goal.NONE,
            List.of(VOTER)));
  }
}
