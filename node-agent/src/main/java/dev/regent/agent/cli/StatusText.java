package dev.regent.agent.cli;

import dev.regent.agent.cli.Table.Cell;
import java.util.List;
import java.util.Optional;

/** A database's status for people. */
final class StatusText {
  private final Json status;
  private final boolean colour;

  StatusText(Json status, boolean colour) {
    this.status = status;
    this.colour = colour;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(headline()).append('\n');
    text.append(facts()).append('\n');
    text.append(nodes().text(colour)).append('\n');
    text.append(voters().text(colour));
    remarks(text);
    return text.toString();
  }

  private String headline() {
    return "%s: %s, %s"
        .formatted(
            Ink.BOLD.paint(status.shown("name"), colour),
            status.shown("phaseText"),
            status.is("redundant")
                ? Ink.GOOD.paint("redundant", colour)
                : Ink.WARN.paint("not redundant", colour));
  }

  private String facts() {
    Table table = Table.withoutHeader();
    table.row(
        "  phase " + status.shown("phase"),
        "revision " + status.shown("revision"),
        "token " + status.shown("token"),
        "timeline " + status.shown("timeline"));
    table.row(
        "  mode " + status.shown("mode"),
        "sync " + sync(),
        "leader " + status.shown("leader"),
        "answered by " + status.shown("answeredBy"));
    return table.text(colour);
  }

  private String sync() {
    Json sync = status.object("sync").orElseThrow();
    String rule = sync.text("rule").orElse("");
    return rule.isEmpty() ? "none" : rule;
  }

  private Table nodes() {
    Table table =
        Table.withHeader(
            "NODE",
            "ROLE",
            "POSTGRESQL",
            "TL",
            "POSITION",
            "LAG",
            "SYNC",
            "LEASE",
            "SEEN",
            "ENDPOINT");
    for (Json node : status.objects("nodes")) {
      if (!node.shown("role").equals("witness")) {
        table.row(node(node));
      }
    }
    return table;
  }

  private static List<Cell> node(Json node) {
    boolean primary = node.shown("role").equals("primary");
    return List.of(
        Cell.plain(node.shown("node")),
        new Cell(node.shown("role"), primary ? Ink.BOLD : Ink.PLAIN),
        postgres(node),
        Cell.plain(node.shown("timeline")),
        Cell.plain(node.shown("flushed")),
        Cell.plain(primary ? "-" : node.number("lagBytes").map(Amounts::bytes).orElse("-")),
        Cell.plain(node.is("syncMember") ? "yes" : "-"),
        Cell.plain(node.text("leaseToken").isPresent() ? "held" : "-"),
        Cell.plain(node.number("reportAgeMs").map(Amounts::ago).orElse("never")),
        Cell.plain(node.shown("endpoint")));
  }

  private static Cell postgres(Json node) {
    if (!node.is("reportFresh")) {
      return new Cell("silent (was %s)".formatted(node.shown("postgres")), Ink.BAD);
    }
    return switch (node.shown("postgres")) {
      case "primary" ->
          node.is("writable") && node.is("open")
              ? new Cell("writable", Ink.GOOD)
              : new Cell(node.is("agentPaused") ? "writable (paused)" : "closed", Ink.WARN);
      case "standby" ->
          node.is("streaming")
              ? new Cell("streaming from " + node.shown("streamsFrom"), Ink.GOOD)
              : new Cell("standby, not streaming", Ink.WARN);
      case "starting" -> new Cell("starting", Ink.WARN);
      default -> new Cell(node.shown("postgres"), Ink.BAD);
    };
  }

  private Table voters() {
    Table table = Table.withHeader("VOTER", "ROLE", "LAST CONTACT", "ACCEPTED", "LEASE SLOT");
    for (Json voter : status.objects("voters")) {
      table.row(
          voter.shown("node"),
          (voter.is("witness") ? "witness" : "data") + (voter.is("leader") ? ", leads" : ""),
          contact(voter),
          voter.shown("acceptedRevision"),
          voter.object("slot").map(StatusText::slot).orElse("-"));
    }
    return table;
  }

  private String contact(Json voter) {
    boolean self = voter.text("node").equals(status.text("answeredBy"));
    return self ? "itself" : voter.number("contactAgeMs").map(Amounts::ago).orElse("-");
  }

  private static String slot(Json slot) {
    return slot.is("free")
        ? "free"
        : "%s for %s"
            .formatted(
                slot.text("token").orElse("unknown token"),
                Amounts.time(slot.number("remainingMs").orElse(0L)));
  }

  private void remarks(StringBuilder text) {
    if (!status.is("quorum")) {
      text.append('\n')
          .append(Ink.BAD.paint("NO QUORUM: " + status.shown("quorumReason"), colour))
          .append(
              "\nThis is what node %s knew last; the majority may know better.\n"
                  .formatted(status.shown("answeredBy")));
    }
    Optional<String> waiting = status.text("waitingForText");
    waiting.ifPresent(why -> text.append("\nwaiting: ").append(why).append('\n'));
    lines(text, "not redundant", status.texts("notRedundantBecause"));
    lines(text, "problem", status.texts("problems"));
  }

  private void lines(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n');
    }
    lines.forEach(
        line -> text.append(Ink.WARN.paint(title, colour)).append(": ").append(line).append('\n'));
  }
}
