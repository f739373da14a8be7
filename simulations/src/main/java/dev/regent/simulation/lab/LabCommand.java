package dev.regent.simulation.lab;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.SubCommand;
import dev.regent.agent.cli.Terminal;
import dev.regent.agent.process.Libc;
import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.command.Words;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.DemoLock;
import dev.regent.simulation.demo.DemoPlan;
import dev.regent.simulation.demo.Ending;
import dev.regent.simulation.demo.Screen;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code regent lab}: a cell on hosts of its own, to look at or to run scenarios on. */
public final class LabCommand implements SubCommand {
  private static final Map<String, Boolean> OPTIONS =
      Map.of(
          "--id", true,
          "--profile", true,
          "--data-nodes", true,
          "--all", false,
          "--json", true,
          "--continue", false,
          "--minutes", true,
          "--seed", true);
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);
  private static final Duration DOWN_LIMIT = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "lab";
  }

  @Override
  public String summary() {
    return "nodes as hosts of their own on a real network, and scenarios on them";
  }

  @Override
  public String usage() {
    return Guide.USAGE;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    // One address is another server in another lab: no connection may be kept for later.
    System.setProperty("http.keepAlive", "false");
    try {
      return run(Words.of(name(), arguments, OPTIONS), terminal);
    } catch (Words.Wrong wrong) {
      terminal.err().println("regent: " + wrong.getMessage());
      return ExitCodes.USAGE;
    } catch (BadScenario bad) {
      terminal.err().println(bad.getMessage());
      return ExitCodes.USAGE;
    } catch (CannotStart | DrillFailed refused) {
      terminal.err().println("regent: " + refused.getMessage());
      return ExitCodes.FAILED;
    } catch (IOException | UncheckedIOException failed) {
      terminal.err().println("regent: a file of the lab: " + failed);
      return ExitCodes.FAILED;
    }
  }

  private static int run(Words words, Terminal terminal)
      throws Words.Wrong, BadScenario, IOException {
    Screen screen = new Screen(terminal);
    Site site = Site.of(words, terminal, screen, "lab");
    List<String> plain = words.plain();
    String verb = plain.isEmpty() ? "" : plain.getFirst();
    List<String> rest = plain.isEmpty() ? plain : plain.subList(1, plain.size());
    return switch (verb) {
      case "up" -> up(site, shape(words), screen);
      case "down" -> down(site);
      case "shell" -> shell(site, rest);
      case "run" -> run(site, chosen(words, rest, terminal), screen);
      case "table" -> table(rest, terminal);
      case "torture" -> torture(site, words, screen);
      case "list" -> list(terminal);
      default ->
          throw new Words.Wrong(
              "say up, down, shell, run, table, torture or list; see regent help lab");
    };
  }

  private static Shape shape(Words words) throws Words.Wrong {
    Profile profile =
        switch (words.text("--profile").orElse("default")) {
          case "default" -> Profile.DEFAULT;
          case "fast" -> Profile.FAST;
          default -> throw new Words.Wrong("--profile is default or fast");
        };
    DemoPlan.Terms terms = DemoPlan.Terms.usual(profile);
    NodeId a = new NodeId("a");
    NodeId b = new NodeId("b");
    return switch (words.text("--data-nodes").orElse("2")) {
      case "2" -> new Shape(List.of(a, b), List.of(new NodeId("w")), terms, Shape.Disk.SHARED);
      case "3" -> new Shape(List.of(a, b, new NodeId("c")), List.of(), terms, Shape.Disk.SHARED);
      default -> throw new Words.Wrong("--data-nodes is 2 or 3");
    };
  }

  private static int up(Site site, Shape shape, Screen screen) throws IOException {
    Network.check();
    try (DemoLock _ = lock(site)) {
      return Lab.with(
          site,
          shape,
          lab -> {
            screen.print(Guide.of(site, lab));
            Ending.awaitSignal();
            return ExitCodes.OK;
          });
    }
  }

  private static DemoLock lock(Site site) throws IOException {
    try {
      return DemoLock.of(LabState.file(site.id()));
    } catch (CannotStart _) {
      throw new CannotStart(
          "lab %s is running%s: end it with regent lab down --id %s, or choose another --id"
              .formatted(
                  site.id(),
                  LabState.read(LabState.file(site.id()))
                      .map(state -> " (process %d)".formatted(state.owner()))
                      .orElse(""),
                  site.id()));
    }
  }

  private static int down(Site site) throws IOException {
    Network.check();
    LabState.read(LabState.file(site.id()))
        .filter(LabState::isOwnerAlive)
        .ifPresent(running -> {
          Libc.kill(running.owner(), Signals.TERMINATE);
          Await.until(
              DOWN_LIMIT,
              "process %d of lab %s ends".formatted(running.owner(), site.id()),
              () -> !running.isOwnerAlive());
        });
    // Its lock is given back a moment after its first thread has ended.
    Await.holds(LOCK_LIMIT, () -> isFree(site));
    try (DemoLock _ = lock(site)) {
      boolean found = Lab.clean(site);
      site.say()
          .accept(
              found
                  ? "removed lab " + site.id()
                  : "of lab %s nothing is left".formatted(site.id()));
      return ExitCodes.OK;
    }
  }

  private static boolean isFree(Site site) {
    try (DemoLock _ = lock(site)) {
      return true;
    } catch (CannotStart | IOException stillHeld) {
      return false;
    }
  }

  private static int shell(Site site, List<String> rest) throws Words.Wrong {
    Network.check();
    String wanted = Topology.prefix(site.id()) + (rest.isEmpty() ? "" : rest.getFirst());
    List<String> there = Network.namespaces(site.id());
    if (rest.size() != 1 || !there.contains(wanted)) {
      throw new Words.Wrong(
          there.isEmpty()
              ? "lab %s is not up: regent lab up --id %s".formatted(site.id(), site.id())
              : "say a host of lab %s: %s"
                  .formatted(
                      site.id(),
                      there.stream()
                          .map(name -> name.substring(Topology.prefix(site.id()).length()))
                          .toList()));
    }
    String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
    return Shell.interactive(List.of("ip", "netns", "exec", wanted, shell));
  }

  /** What is to be run, and where what came of the scenarios goes. */
  private record Chosen(List<Scenario> scenarios, List<String> faults, Optional<TrialFile> file) {}

  private static Chosen chosen(Words words, List<String> names, Terminal terminal)
      throws Words.Wrong, BadScenario, IOException {
    Optional<TrialFile> file =
        words.text("--json").map(terminal.directory()::resolve).map(TrialFile::new);
    if (words.has("--continue") && file.isEmpty()) {
      throw new Words.Wrong("--continue goes with --json FILE");
    }
    if (names.isEmpty() && !words.has("--all")) {
      throw new Words.Wrong("say which scenarios, or --all; regent lab list shows them");
    }
    List<Scenario> scenarios =
        words.has("--all") ? Scenarios.all() : scenarios(names, terminal.directory());
    Set<String> done =
        words.has("--continue") && file.isPresent() ? file.get().read().keySet() : Set.of();
    return new Chosen(
        scenarios.stream().filter(scenario -> !done.contains(scenario.id())).toList(),
        words.has("--all") ? HostFaults.names() : names.stream().filter(FaultRuns::has).toList(),
        file);
  }

  private static List<Scenario> scenarios(List<String> names, Path directory)
      throws Words.Wrong, BadScenario, IOException {
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : names) {
      if (!FaultRuns.has(name)) {
        scenarios.add(
            Scenarios.find(name, directory)
                .orElseThrow(() ->
                    new Words.Wrong(
                        "there is no scenario, fault or file %s; regent lab list shows all"
                            .formatted(name))));
      }
    }
    return scenarios;
  }

  private static int table(List<String> files, Terminal terminal)
      throws Words.Wrong, BadScenario, IOException {
    if (files.isEmpty()) {
      throw new Words.Wrong("say the files that regent lab run --json wrote");
    }
    SortedMap<String, TrialRecord> trials = new TreeMap<>();
    for (String file : files) {
      Path path = terminal.directory().resolve(file);
      if (!Files.isRegularFile(path)) {
        throw new Words.Wrong("there is no file " + file);
      }
      trials.putAll(new TrialFile(path).read());
    }
    terminal.out().print(new LabTable(trials).text(Scenarios.all()));
    return ExitCodes.OK;
  }

  private static int run(Site site, Chosen chosen, Screen screen) throws IOException {
    Network.check();
    try (DemoLock _ = lock(site)) {
      boolean passed = chosen.scenarios().isEmpty() || runScenarios(site, chosen, screen);
      int failed = chosen.faults().isEmpty() ? 0 : FaultRuns.run(site, chosen.faults(), screen);
      return passed && failed == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  /** True when none failed, and not all of them were skipped. */
  private static boolean runScenarios(Site site, Chosen chosen, Screen screen) throws IOException {
    boolean isOne = chosen.scenarios().size() == 1;
    List<Trial> trials = new LabRuns(site, screen, isOne, chosen.file()).run(chosen.scenarios());
    long failed = trials.stream().filter(Trial::failed).count();
    long skipped = trials.stream().filter(Trial::skipped).count();
    long disturbed = trials.stream().filter(Trial::disturbed).count();
    screen.print(
        "%n%d scenarios: %d passed on real hosts, %d failed, %d disturbed, %d skipped%n"
            .formatted(
                trials.size(),
                trials.size() - failed - disturbed - skipped,
                failed,
                disturbed,
                skipped));
    return failed == 0 && skipped < trials.size();
  }

  private static int torture(Site site, Words words, Screen screen)
      throws Words.Wrong, IOException {
    long seed = words.number("--seed", 1);
    Duration length = Duration.ofMinutes(words.number("--minutes", 2));
    Shape shape = shape(words);
    Network.check();
    try (DemoLock _ = lock(site)) {
      return Lab.with(site, shape, lab -> Torture.run(lab, seed, length, screen));
    }
  }

  private static int list(Terminal terminal) throws BadScenario {
    terminal.out().println("faults: " + String.join(", ", HostFaults.names()));
    for (Scenario scenario : Scenarios.all()) {
      terminal
          .out()
          .printf(
              "%-40s %s%n",
              scenario.id(), Deeds.obstacle(scenario).map(why -> "skipped: " + why).orElse("runs"));
    }
    return ExitCodes.OK;
  }
}
