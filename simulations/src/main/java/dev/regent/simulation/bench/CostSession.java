package dev.regent.simulation.bench;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.bench.contender.Entry;
import dev.regent.simulation.bench.contender.Frontends;
import dev.regent.simulation.bench.contender.Level;
import dev.regent.simulation.bench.contender.PeerPackages;
import dev.regent.simulation.bench.contender.Product;
import dev.regent.simulation.bench.contender.Replicated;
import dev.regent.simulation.bench.contender.Versions;
import dev.regent.simulation.bench.cost.CellCost;
import dev.regent.simulation.bench.cost.CellMeasurement;
import dev.regent.simulation.bench.cost.CostReport;
import dev.regent.simulation.bench.cost.CostTable;
import dev.regent.simulation.bench.fleet.FleetCost;
import dev.regent.simulation.bench.fleet.FleetMeasurement;
import dev.regent.simulation.command.Words;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.PostgresInstallation;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code regent bench cost}, with what it has found so far. */
final class CostSession {
  private static final Entry REGENT = new Entry(Product.REGENT, Level.DEFAULT, Replicated.SYNC);
  private static final Entry PATRONI = new Entry(Product.PATRONI, Level.DEFAULT, Replicated.SYNC);
  private static final String REGENT_NAME = "regent";
  private static final String PATRONI_NAME = "patroni + etcd + haproxy + keepalived";

  /** Room for objects of a witness: a daemon's own, and more for many databases. */
  private static final int HEAP_MIB = 64;

  private static final int DATABASES_A_MIB = 5;

  private final CostPlan plan;
  private final Desk desk;
  private CostReport report;

  CostSession(Words words, Terminal terminal) throws Words.Wrong, IOException {
    this.plan = CostPlan.of(words);
    this.desk = Desk.of(words, terminal, "cost");
    Stage.check();
    Programs programs = new PostgresInstallation(desk.site().say()).find();
    List<Product> products =
        plan.peers() ? List.of(Product.REGENT, Product.PATRONI) : List.of(Product.REGENT);
    PeerPackages.provide(products, desk.site().say());
    SortedMap<String, String> versions = Versions.of(products, programs.directory());
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(REGENT_NAME, Versions.settings(REGENT));
    if (plan.peers()) {
      PeerPackages.provideFrontends(desk.site().say());
      versions.putAll(Versions.ofFrontends());
      settings.put(PATRONI_NAME, Versions.settings(PATRONI));
    }
    settings.put("all servers", Versions.servers());
    this.report = new CostReport(Machine.facts(), versions, settings, List.of(), List.of());
  }

  int run() throws IOException {
    for (int run = 1; run <= plan.runs(); run++) {
      if (plan.cell()) {
        heard(cell(REGENT, REGENT_NAME, run));
      }
      if (plan.peers()) {
        heard(cell(PATRONI, PATRONI_NAME, run));
      }
      for (int databases : plan.databases()) {
        heard(fleet(databases, run));
      }
    }
    desk.screen().print(CostTable.of(report));
    return report.isRegentMeasured() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void heard(CellCost cell) {
    desk.screen().say(CostTable.line(cell));
    report = report.with(cell);
    desk.keep(report.json(), CostTable.of(report));
  }

  private void heard(FleetCost fleet) {
    desk.screen().say(CostTable.line(fleet));
    report = report.with(fleet);
    desk.keep(report.json(), CostTable.of(report));
  }

  private CellCost cell(Entry entry, String name, int run) throws IOException {
    var site = desk.site();
    site.say().accept("run %d: %s".formatted(run, name));
    return Stage.with(site, stage -> cell(stage, entry, name, run));
  }

  private CellCost cell(Stage stage, Entry entry, String name, int run) {
    Contender contender = entry.on(stage);
    stage.endFirst(contender::close);
    try {
      contender.start();
      if (entry.product() == Product.PATRONI) {
        new Frontends(stage).start();
      }
      return CellMeasurement.of(
          stage, contender, new CellMeasurement.Subject(name, run), plan.rest());
    } catch (CannotStart | DrillFailed failed) {
      keepLogs(stage, "cost-%s-%d".formatted(entry.product().id(), run));
      return new CellCost(
          name, run, Optional.empty(), List.of(), List.of(String.valueOf(failed.getMessage())));
    }
  }

  private FleetCost fleet(int databases, int run) throws IOException {
    var site = desk.site();
    site.say().accept("run %d: %d databases on one witness".formatted(run, databases));
    int heapMib = HEAP_MIB + databases / DATABASES_A_MIB;
    var order = new FleetMeasurement.Order(databases, run, heapMib, plan.rest());
    return Stage.with(site, stage -> fleet(stage, order));
  }

  private FleetCost fleet(Stage stage, FleetMeasurement.Order order) {
    try {
      FleetCost cost = FleetMeasurement.of(stage, order);
      if (!cost.problems().isEmpty()) {
        keepLogs(stage, "cost-fleet-%d-%d".formatted(order.databases(), order.run()));
      }
      return cost;
    } catch (CannotStart | DrillFailed failed) {
      keepLogs(stage, "cost-fleet-%d-%d".formatted(order.databases(), order.run()));
      return new FleetCost(
          order.databases(),
          order.run(),
          order.heapMib(),
          Optional.empty(),
          List.of(String.valueOf(failed.getMessage())));
    }
  }

  private void keepLogs(Stage stage, String name) {
    desk.site().say().accept("logs: " + desk.site().keepLogs(stage.place().root(), name));
  }
}
