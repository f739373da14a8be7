package dev.regent.config.load;

import dev.regent.config.settings.CellRules;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.LocalRules;
import dev.regent.config.settings.NodeSettings;
import java.util.List;

/** Reads {@code regent.cell}, the part that is the same on all nodes. */
final class CellReader {
  private final Defaults defaults;
  private final Findings findings;

  CellReader(Defaults defaults, Findings findings) {
    this.defaults = defaults;
    this.findings = findings;
  }

  /** A cell of which it is not known yet whether its relations hold. */
  record Draft(
      String name,
      List<NodeSettings> nodes,
      CellRules.Clockwork clockwork,
      List<DatabaseSettings> databases) {

    /** Only when nothing was found. */
    CellSettings settings() {
      return new CellSettings(name, nodes, clockwork.lease(), clockwork.election(), databases);
    }

    LocalRules.Cell forLocalRules() {
      return new LocalRules.Cell(nodes, databases);
    }
  }

  /** Reports what is wrong within the cell. */
  Draft read(Section cell, Forms.ProfileName profile) {
    List<NodeSettings> nodes =
        cell.elements("nodes", defaults.element(Schema.NODE, "node")).stream()
            .map(CellReader::node)
            .toList();
    DatabaseReader databaseReader = new DatabaseReader(defaults, profile, nodes);
    List<DatabaseSettings> databases =
        cell.elements("databases", defaults.element(Schema.DATABASE, "database")).stream()
            .map(databaseReader::read)
            .toList();
    Draft draft =
        new Draft(
            cell.value("name", Forms.CELL_NAME),
            nodes,
            new TimingsReader(defaults, profile, findings).read(cell),
            databases);
    findings.refuseAll(CellRules.violations(nodes, databases, draft.clockwork));
    return draft;
  }

  private static NodeSettings node(Section node) {
    return new NodeSettings(
        node.value("name", Forms.NODE),
        node.value("role", Forms.ROLE),
        node.value("host", Forms.HOST),
        node.value("cluster-port", Forms.PORT),
        node.value("http-port", Forms.PORT));
  }
}
