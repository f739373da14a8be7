package dev.regent.simulation.bench.fleet;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DaemonCommand;
import dev.regent.simulation.demo.DemoFiles;
import dev.regent.simulation.demo.ProcessUse;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.lab.Beat;
import dev.regent.simulation.lab.Stage;
import dev.regent.simulation.lab.Standstill;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One witness with many databases: put up on a stage, watched at rest, and in the failover of all
 * databases at once. The stage's host a is that of both simulated nodes.
 */
public final class FleetMeasurement {
  private static final Duration READY_LIMIT = Duration.ofMinutes(10);

  /** The JVM compiles for minutes; a witness at rest has done that long ago. */
  private static final Duration SETTLE = Duration.ofMinutes(3);

  private static final Duration FAILOVER_LIMIT = Duration.ofMinutes(2);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final int YOUNG_MIB = 8;
  private static final int DATABASES_A_YOUNG_MIB = 25;

  /** From here on the better compiler is worth its memory, some 40 MiB. */
  private static final int WORTH_COMPILING = 50;

  /** What no other host of a stage has; host a gets it besides its own. */
  private static final String SECOND_ADDRESS = "192.0.2.13";

  private final Stage stage;
  private final Order order;
  private final NodeId hosts;
  private final List<String> problems = new ArrayList<>();

  private FleetMeasurement(Stage stage, Order order) {
    this.stage = stage;
    this.order = order;
    this.hosts = stage.dataNodes().getFirst();
  }

  /**
   * What is to be measured.
   *
   * @param heapMib what the witness's JVM may use for objects
   * @param rest how long it is watched at rest
   */
  public record Order(int databases, int run, int heapMib, Duration rest) {}

  /**
   * Measures it; whatever was started is ended with the stage.
   *
   * @throws DrillFailed when it could not be measured
   */
  public static FleetCost of(Stage stage, Order order) {
    FleetMeasurement measurement = new FleetMeasurement(stage, order);
    try {
      FleetCost.Measured measured = measurement.measure();
      return new FleetCost(
          order.databases(),
          order.run(),
          order.heapMib(),
          Optional.of(measured),
          measurement.problems);
    } catch (IOException failed) {
      throw new DrillFailed("a file of the fleet: " + failed.getMessage(), failed);
    }
  }

  private FleetCost.Measured measure() throws IOException {
    DemoFiles.claim(stage.place());
    Path root = stage.place().root();
    stage.run(hosts, List.of("ip", "addr", "add", SECOND_ADDRESS + "/24", "dev", "eth0"), "");
    Path configuration =
        new FleetFiles(
                order.databases(),
                new FleetFiles.Addresses(
                    stage.address(hosts), SECOND_ADDRESS, stage.address(stage.witness())))
            .write(root);
    MonotonicTime begin = Ticks.now();
    Process witness = startWitness(configuration, root.resolve("witness.log"));
    try (HostsProcess simulated = startHosts(configuration, root.resolve("hosts.log"))) {
      return measure(begin, witness.pid(), simulated);
    } finally {
      witness.destroyForcibly();
    }
  }

  private Process startWitness(Path configuration, Path log) throws IOException {
    List<String> options = new ArrayList<>();
    options.add("-Xmx%dm".formatted(order.heapMib()));
    options.add("-Xmn%dm".formatted(youngMib()));
    if (order.databases() >= WORTH_COMPILING) {
      options.add("-XX:TieredStopAtLevel=4");
    }
    List<String> command =
        new DaemonCommand(Optional.empty())
            .of(
                Optional.of(stage.namespace(stage.witness())),
                options,
                DaemonCommand.daemon(configuration));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** A daemon's own, and more for many databases: each message is soon forgotten. */
  private int youngMib() {
    return YOUNG_MIB + order.databases() / DATABASES_A_YOUNG_MIB;
  }

  /** As quick as it can be: it must not be what is waited for. */
  private HostsProcess startHosts(Path configuration, Path log) throws IOException {
    List<String> command =
        new DaemonCommand(Optional.empty())
            .of(
                Optional.of(stage.namespace(hosts)),
                List.of("-Xmx1g", "-Xmn256m", "-XX:TieredStopAtLevel=4"),
                List.of(HostsMain.class.getName(), configuration.toString()));
    return HostsProcess.start(command, log);
  }

  private FleetCost.Measured measure(MonotonicTime begin, long witness, HostsProcess simulated)
      throws IOException {
    awaitReady(witness, simulated);
    long readyMs = Ticks.now().since(begin).toMillis();
    Await.pass(SETTLE);
    Standstill standstill = new Standstill();
    try (Beat _ = Beat.start("standstill", Standstill.BEAT, Thread::new, standstill)) {
      FleetCost.Rest rest = rest(witness, simulated);
      long lag = simulated.progress().map(Progress::lagMs).orElse(0L);
      long before = ProcessUse.of(witness).cpuTicks();
      stage.run(hosts, List.of("nft", "-f", "-"), dead(stage.address(hosts)));
      simulated.strike();
      Await.holds(FAILOVER_LIMIT, () -> hasMoved(simulated, order.databases()));
      long cpuMs = (ProcessUse.of(witness).cpuTicks() - before) * ProcessUse.TICK_MILLIS;
      Progress end = simulated.progress().orElseThrow();
      Await.pass(CALM);
      return new FleetCost.Measured(
          readyMs,
          rest,
          failover(end),
          end.moved(),
          cpuMs,
          ProcessUse.of(witness).residentKilobytes(),
          standstill.longest().toMillis(),
          Math.max(lag, end.lagMs()));
    }
  }

  private void awaitReady(long witness, HostsProcess simulated) {
    boolean ready =
        Await.holds(
            READY_LIMIT,
            () ->
                !isAlive(witness)
                    || simulated
                        .progress()
                        .filter(progress -> progress.ready() == order.databases())
                        .isPresent());
    if (!isAlive(witness)) {
      throw new DrillFailed("the witness ended: see " + stage.place().root() + "/witness.log");
    }
    if (!ready) {
      throw new DrillFailed(
          "not ready within %d s: %s of %d databases; logs: %s"
              .formatted(
                  READY_LIMIT.toSeconds(),
                  simulated.progress().map(Progress::ready).orElse(0),
                  order.databases(),
                  stage.place().root()));
    }
  }

  /** Nothing reaches or leaves that address any more, and nobody is told. */
  private static String dead(String address) {
    return """
    table inet regent_dead {
      chain arriving {
        type filter hook input priority -300; policy accept;
        ip daddr %s drop
      }
      chain leaving {
        type filter hook output priority -300; policy accept;
        ip saddr %s drop
      }
    }
    """
        .formatted(address, address);
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
  }

  private FleetCost.Rest rest(long witness, HostsProcess simulated) throws IOException {
    ProcessUse before = ProcessUse.of(witness);
    ProcessUse simulatorBefore = ProcessUse.of(simulated.pid());
    long wireBefore = wire();
    MonotonicTime begin = Ticks.now();
    Await.pass(order.rest());
    ProcessUse after = ProcessUse.of(witness);
    ProcessUse simulatorAfter = ProcessUse.of(simulated.pid());
    long windowMs = Ticks.now().since(begin).toMillis();
    if (simulated.progress().filter(it -> it.ready() == order.databases()).isEmpty()) {
      problems.add(
          "at rest only %s of %d databases were redundant"
              .formatted(simulated.progress().map(Progress::ready).orElse(0), order.databases()));
    }
    return new FleetCost.Rest(
        windowMs,
        after.residentKilobytes(),
        after.proportionalKilobytes(),
        (after.cpuTicks() - before.cpuTicks()) * ProcessUse.TICK_MILLIS,
        wire() - wireBefore,
        (simulatorAfter.cpuTicks() - simulatorBefore.cpuTicks()) * ProcessUse.TICK_MILLIS);
  }

  private long wire() {
    String counters = stage.run(stage.witness(), List.of("cat", counter("rx"), counter("tx")), "");
    return counters.lines().mapToLong(Long::parseLong).sum();
  }

  private static String counter(String way) {
    return "/sys/class/net/eth0/statistics/%s_bytes".formatted(way);
  }

  private static boolean hasMoved(HostsProcess simulated, int databases) {
    return simulated.progress().filter(progress -> progress.moved() == databases).isPresent();
  }

  private Optional<FleetCost.Failover> failover(Progress end) {
    if (end.moved() < order.databases()) {
      problems.add(
          "only %d of %d databases moved within %d s; the last of them after %d ms"
              .formatted(end.moved(), order.databases(), FAILOVER_LIMIT.toSeconds(), end.lastMs()));
      return Optional.empty();
    }
    return Optional.of(new FleetCost.Failover(end.firstMs(), end.medianMs(), end.lastMs()));
  }
}
