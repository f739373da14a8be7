package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.DemoFiles;
import dev.regent.simulation.demo.DemoLock;
import dev.regent.simulation.demo.DemoPlan;
import dev.regent.simulation.demo.Ending;
import dev.regent.simulation.demo.Place;
import dev.regent.simulation.demo.PostgresInstallation;
import dev.regent.simulation.drill.Networks;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.world.WorldSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * Hosts on a network, and a directory: where Regent's cell, or another system, is put up for the
 * time of some work. Then, and when this process is told to end, everything is removed.
 */
public final class Stage {
  private final Site site;
  private final Network network;
  private final Place place;
  private final Programs programs;
  private Runnable first = () -> {};
  private boolean filesWanted;

  private Stage(Site site, Network network, Place place, Programs programs) {
    this.site = site;
    this.network = network;
    this.place = place;
    this.programs = programs;
  }

  /**
   * Builds hosts a and b for data, w for a witness and c1 and c2 for clients, does some work on c1,
   * and removes everything.
   *
   * @throws CannotStart when it cannot be built, or a lab of this id is running
   */
  public static <T> T with(Site site, Function<Stage, T> work) throws IOException {
    Network.check();
    try (DemoLock _ = DemoLock.of(LabState.file(site.id()))) {
      return with(site, Shape.usual().topology(site.id()), work);
    }
  }

  /**
   * Whether this machine can have one, before anything else is done.
   *
   * @throws CannotStart with what is missing, and what to install
   */
  public static void check() {
    Network.check();
  }

  static <T> T with(Site site, Topology topology, Function<Stage, T> work) throws IOException {
    Programs programs = new PostgresInstallation(site.say()).find();
    List<String> names = topology.nodes().stream().map(Host::name).toList();
    Place place = Place.of(site.directory(), names, programs, site.say());
    clean(site);
    LabState.ofThisProcess(place.root(), names).write(LabState.file(site.id()));
    Stage stage = new Stage(site, new Network(topology), place, programs);
    Ending ending = Ending.watch(stage::end);
    try {
      stage.network.build();
      DemoFiles.clear(place);
      return Networks.call(
          Networks.threads(topology.namespace(Topology.CLIENT_BY_VIP)), () -> work.apply(stage));
    } finally {
      ending.close();
      stage.end();
    }
  }

  Network network() {
    return network;
  }

  /** Where the files go. */
  public Place place() {
    return place;
  }

  public Programs programs() {
    return programs;
  }

  /** The hosts of data nodes. */
  public List<NodeId> dataNodes() {
    return names(Host.Kind.DATA);
  }

  /** The host of the third vote. */
  public NodeId witness() {
    return names(Host.Kind.WITNESS).getFirst();
  }

  private List<NodeId> names(Host.Kind kind) {
    return network.topology().hosts().stream()
        .filter(host -> host.kind() == kind)
        .map(host -> new NodeId(host.name()))
        .toList();
  }

  public String address(NodeId node) {
    return network.topology().host(node.name()).address();
  }

  /** All addresses, with a prefix length. */
  public String addresses() {
    return Topology.network();
  }

  /** The address that follows the primary, with its prefix length. */
  public static String vip() {
    return Topology.vip();
  }

  /** The network namespace of a host, by its name in {@code /run/netns}. */
  public String namespace(NodeId node) {
    return network.topology().namespace(node.name());
  }

  /** Makes threads whose sockets are on that host. */
  public ThreadFactory threads(NodeId node) {
    return Networks.threads(namespace(node));
  }

  /** Makes threads of the client that knows all hosts. */
  public ThreadFactory clientThreads() {
    return Networks.threads(network.topology().namespace(Topology.CLIENT_BY_HOSTS));
  }

  /**
   * Runs a tool of the machine's on a host; gives what it printed.
   *
   * @param input for its standard input
   * @throws dev.regent.simulation.drill.DrillFailed when it fails, with what it said
   */
  public String run(NodeId node, List<String> command, String input) {
    List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", namespace(node)));
    there.addAll(command);
    return Shell.run(there, input);
  }

  /** Everything that runs on a host. */
  public List<Long> processes(NodeId node) {
    return network.processes(node.name());
  }

  /** Kills everything on a host at once: none acts on the death of another. */
  public void killAll(NodeId node) {
    network.freeze(node.name());
    network.killAll(node.name());
  }

  /** Whether a host's interface has a carrier; both ends see it. */
  public void setCarrier(NodeId node, boolean carrier) {
    network.setCarrier(node.name(), carrier);
  }

  /** Two hosts lose each other's packets, silently; all others do not. */
  public void cut(NodeId one, NodeId other) {
    network.apply(Cuts.NONE.cut(Way.both(one.name(), other.name()), Traffic.ALL));
  }

  /** Nobody loses packets any more. */
  public void heal() {
    network.apply(Cuts.NONE);
  }

  /** A host forgets the address that its dead guard left on the interface. */
  public void forgetVip(NodeId node) {
    network.forgetVip(node.name());
  }

  /** The plan of a cell of Regent's on these hosts, with the VIP. */
  public DemoPlan plan(DemoPlan.Terms terms) {
    WorldSettings usual = WorldSettings.usual(0);
    return new Shape(usual.dataNodes(), usual.witnesses(), terms, Shape.Disk.SHARED)
        .plan(network.topology(), place, programs);
  }

  /** What the servers of every cell here are told beside its own settings. */
  public static SortedMap<String, String> serverSettings() {
    return Shape.settings();
  }

  /** The files are to stay until the next lab of this id, or until it is told to be down. */
  public synchronized void keepFiles() {
    filesWanted = true;
  }

  /** What is done before the hosts are removed; replaces what was said before. */
  public synchronized void endFirst(Runnable end) {
    first = end;
  }

  private synchronized void end() {
    Disks.thawAll(place);
    first.run();
    Network.remove(site.id());
    if (!filesWanted) {
      try {
        delete(place);
        Files.deleteIfExists(LabState.file(site.id()));
      } catch (IOException leftThere) {
        site.say().accept("the lab's files are left: " + leftThere);
      }
    }
  }

  private static void delete(Place place) throws IOException {
    Disks.unmount(place.root());
    DemoFiles.clear(place);
  }

  /** Ends and removes what a lab of this id has left; gives whether there was anything. */
  static boolean clean(Site site) throws IOException {
    Optional<LabState> state = LabState.read(LabState.file(site.id()));
    Optional<Place> place = state.map(left -> new Place(left.root(), left.nodes()));
    place.ifPresent(Disks::thawAll);
    boolean ran = place.map(Place::endProcesses).orElse(false);
    boolean there = Network.remove(site.id());
    if (place.isPresent()) {
      delete(place.get());
    }
    Files.deleteIfExists(LabState.file(site.id()));
    if (ran || there) {
      site.say().accept("ended what an earlier lab %s had left running".formatted(site.id()));
    }
    return place.isPresent() || there;
  }
}
