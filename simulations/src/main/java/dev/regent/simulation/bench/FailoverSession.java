package dev.regent.simulation.bench;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.bench.contender.Entry;
import dev.regent.simulation.bench.contender.PeerPackages;
import dev.regent.simulation.bench.contender.Versions;
import dev.regent.simulation.bench.report.Outcome;
import dev.regent.simulation.bench.report.Report;
import dev.regent.simulation.bench.report.Table;
import dev.regent.simulation.bench.run.Benchmark;
import dev.regent.simulation.command.Words;
import dev.regent.simulation.demo.PostgresInstallation;
import dev.regent.simulation.demo.Screen;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.lab.Site;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One comparison of failovers, with what it has found so far. */
final class FailoverSession {
  private final BenchPlan plan;
  private final Desk desk;
  private final Site site;
  private final Screen screen;
  private Report report;

  FailoverSession(Words words, Terminal terminal) throws Words.Wrong, IOException {
    this.plan = BenchPlan.of(words);
    this.desk = Desk.of(words, terminal, "failover");
    this.screen = desk.screen();
    this.site = desk.site();
    PeerPackages.provide(plan.products(), screen::say);
    Programs programs = new PostgresInstallation(screen::say).find();
    Report now =
        new Report(
            Machine.facts(),
            Versions.of(plan.products(), programs.directory()),
            settings(),
            List.of(),
            List.of());
    boolean goesOn = words.has("--continue") && Files.exists(desk.json());
    this.report = goesOn ? Report.continued(desk.json(), now) : now;
  }

  private SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Entry entry : plan.entries()) {
      settings.put(entry.label(), Versions.settings(entry));
    }
    settings.put("all servers", Versions.servers());
    return settings;
  }

  int run() throws IOException {
    for (int run = report.floorMs().size(); run < plan.runs(); run++) {
      long floor = Stage.with(site, Floor::millis);
      screen.say("floor: PostgreSQL alone promotes a standby in %d ms".formatted(floor));
      report = report.withFloor(floor);
    }
    new Benchmark(site, this::isWanted, this::heard)
        .run(plan.entries(), plan.faults(), plan.runs());
    screen.print(Table.of(report));
    return isRegentWell() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private boolean isWanted(Entry entry, String fault, int run) {
    return !report.has(entry.label(), fault, run);
  }

  private void heard(Outcome outcome) {
    screen.say(Table.line(outcome));
    report = report.with(outcome);
    desk.keep(report);
  }

  private boolean isRegentWell() {
    return report.outcomes().stream()
        .filter(outcome -> outcome.system().equals("regent"))
        .allMatch(outcome ->
            outcome
                .measured()
                .filter(seen -> seen.lost() == 0 && seen.bothWritableMs() == 0)
                .isPresent());
  }
}
