package dev.regent.simulation.scheme;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.cell.Wires;
import dev.regent.simulation.world.base.Link;
import dev.regent.simulation.world.base.Nanos;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does to a cell under a scheme what the steps of a scenario say. Of what Regent alone has (its
 * guard, its journal, its membership) a documented scheme has nothing: those verbs are refused.
 */
final class Steps {
  private static final long JITTER = 500 * Nanos.MICRO;

  private final Cell cell;
  private final Scheme scheme;
  private final Common common;
  private final SortedMap<String, String> cast;
  private final SortedMap<String, Consumer<Step>> table = new TreeMap<>();

  Steps(Common common, Scheme scheme, SortedMap<String, String> cast) {
    this.cell = common.cell();
    this.scheme = scheme;
    this.common = common;
    this.cast = cast;
    putCuts();
    putCables();
    putMachines();
    putServers();
    putDaemons();
    putOperator();
  }

  /** Lets each step happen at its time; one that makes no sense here is refused at once. */
  void schedule(Step step) {
    Consumer<Step> deed = table.get(step.verb().form());
    if (deed == null) {
      throw new IllegalArgumentException(
          "no documented scheme has what this needs: %s; allowed: %s"
              .formatted(step.verb().form(), String.join(" | ", table.keySet())));
    }
    step.places().stream().filter(word -> word.matches("[a-z].*")).forEach(this::node);
    cell.after(
        step.at().toNanos(),
        () -> {
          cell.mark(Kind.FAULT, step.text());
          deed.accept(step);
        });
  }

  private void putCuts() {
    table.put("isolate NODE", step -> isolate(host(step)));
    table.put("cut NODE -> NODE", step -> oneWay(step, wires()::cut));
    table.put("cut NODE <-> NODE", step -> eachWay(step, wires()::cut));
    table.put("cut heartbeats NODE -> NODE", step -> oneWay(step, wires()::cutHeartbeats));
    table.put("cut heartbeats NODE <-> NODE", step -> eachWay(step, wires()::cutHeartbeats));
    table.put("cut replication NODE -> NODE", step -> oneWay(step, wires()::cutReplication));
    table.put("cut replication NODE <-> NODE", step -> eachWay(step, wires()::cutReplication));
    table.put("mend NODE -> NODE", step -> oneWay(step, this::mend));
    table.put("mend NODE <-> NODE", step -> eachWay(step, this::mend));
    table.put("heal", _ -> heal());
  }

  private void putCables() {
    for (String between : List.of(" NODE -> NODE", " NODE <-> NODE")) {
      cable("lose PERCENT" + between, step -> link -> link.losing(percent(step)));
      cable("duplicate PERCENT" + between, step -> link -> link.duplicating(percent(step)));
      cable("late PERCENT" + between, step -> link -> link.late(percent(step)));
      cable("delay TIME" + between, Steps::delay);
    }
  }

  private void cable(String form, Function<Step, Consumer<Link>> change) {
    table.put(
        form,
        step -> {
          if (form.contains("<->")) {
            eachWay(step, changing(change.apply(step)));
          } else {
            oneWay(step, changing(change.apply(step)));
          }
        });
  }

  private static Consumer<Link> delay(Step step) {
    long delay = nanos(step.places().getFirst());
    return link -> link.delaying(delay, delay + JITTER);
  }

  private void putMachines() {
    table.put("power off NODE", step -> host(step).powerOff());
    table.put("power on NODE", step -> host(step).powerOn());
    table.put("freeze NODE", step -> host(step).freeze());
    table.put("wake NODE", step -> host(step).wake());
    table.put(
        "set clock NODE ahead TIME", step -> host(step).setClock(nanos(step.places().getLast())));
    table.put(
        "set clock NODE back TIME", step -> host(step).setClock(-nanos(step.places().getLast())));
  }

  private void putServers() {
    table.put("kill postmaster NODE", step -> server(step).crash());
    table.put("kill only postmaster NODE", step -> server(step).killPostmasterOnly());
    table.put("stop postgres NODE", step -> server(step).stop());
    table.put("hang postgres NODE", step -> server(step).hang());
    table.put("hang postmaster NODE", step -> server(step).hangDoor());
    table.put("wake postgres NODE", this::wakeServer);
    table.put("wake postmaster NODE", step -> server(step).wake());
    table.put("lose data NODE", step -> server(step).loseData());
  }

  private void putDaemons() {
    table.put("kill daemon NODE", step -> scheme.daemonEnds(host(step)));
    table.put("start daemon NODE", step -> scheme.daemonStarts(host(step)));
    table.put("freeze daemon NODE", step -> scheme.daemonFreezes(host(step)));
    table.put("wake daemon NODE", step -> scheme.daemonWakes(host(step)));
  }

  private void putOperator() {
    table.put("switchover", _ -> scheme.switchover(cell.standbys().getFirst()));
    table.put("switchover to NODE", step -> scheme.switchover(host(step)));
    table.put("failover to NODE", step -> scheme.failover(host(step)));
    table.put("pause", step -> pause(step, true));
    table.put("resume", step -> pause(step, false));
  }

  /** A server that hangs goes on; one that does not run is started by hand. */
  private void wakeServer(Step step) {
    server(step).wake();
    if (server(step).state() == Database.State.STOPPED) {
      scheme.serverStartedByHand(host(step));
    }
  }

  private void pause(Step step, boolean paused) {
    if (!scheme.pause(paused)) {
      throw new IllegalArgumentException("this scheme cannot do so: " + step.verb().form());
    }
  }

  private void isolate(Host host) {
    wires().isolate(host.id());
    if (common.isolationIsSeen()) {
      host.link(false);
    }
  }

  /** A node with a link to any other has its cable again. */
  private void mend(NodeId from, NodeId to) {
    wires().both(from, to, Link::heal);
    for (NodeId node : List.of(from, to)) {
      wires().reconnectClients(node);
      cell.host(node).link(true);
    }
  }

  private void heal() {
    wires().heal();
    cell.hosts().forEach(host -> host.link(true));
  }

  private void oneWay(Step step, BiConsumer<NodeId, NodeId> what) {
    int last = step.places().size() - 1;
    what.accept(node(step.places().get(last - 1)), node(step.places().get(last)));
  }

  private void eachWay(Step step, BiConsumer<NodeId, NodeId> what) {
    oneWay(step, what);
    oneWay(step, (from, to) -> what.accept(to, from));
  }

  private BiConsumer<NodeId, NodeId> changing(Consumer<Link> change) {
    return (from, to) -> wires().both(from, to, change);
  }

  private Wires wires() {
    return cell.wires();
  }

  private NodeId node(String word) {
    return cell.hosts().stream()
        .map(Host::id)
        .filter(id -> id.name().equals(cast.getOrDefault(word, word)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this cell has no " + word));
  }

  private Host host(Step step) {
    return cell.host(node(step.places().getFirst()));
  }

  private Database server(Step step) {
    Host host = host(step);
    if (!host.hasData()) {
      throw new IllegalArgumentException(host + " has no server: " + step.text());
    }
    return host.database();
  }

  private static int percent(Step step) {
    return Integer.parseInt(step.places().getFirst().replace("%", ""));
  }

  private static long nanos(String time) {
    return Knobs.nanos(time).orElseThrow();
  }
}
