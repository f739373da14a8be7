package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * A lab's network on paper: hosts, and a bridge in a namespace of its own that all cables end in.
 *
 * <p>No interface of a lab is ever in the machine's own network, and every namespace has the lab's
 * id in its name: so labs do not meet, and deleting the namespaces deletes everything.
 *
 * @param id small letters and digits
 */
record Topology(String id, List<Host> hosts) {
  static final String DEVICE = "eth0";
  static final String VIP = "192.0.2.100";
  static final String CLIENT_BY_VIP = "c1";
  static final String CLIENT_BY_HOSTS = "c2";

  private static final String BRIDGE = "bridge";
  private static final int PREFIX = 24;
  private static final int FIRST_DATA = 11;
  private static final int FIRST_WITNESS = 31;
  private static final int FIRST_CLIENT = 201;

  Topology {
    hosts = List.copyOf(hosts);
  }

  /** The nodes and two clients. */
  static Topology of(String id, List<NodeId> dataNodes, List<NodeId> witnesses) {
    List<Host> hosts = new ArrayList<>();
    add(hosts, Host.Kind.DATA, FIRST_DATA, dataNodes.stream().map(NodeId::name).toList());
    add(hosts, Host.Kind.WITNESS, FIRST_WITNESS, witnesses.stream().map(NodeId::name).toList());
    add(hosts, Host.Kind.CLIENT, FIRST_CLIENT, List.of(CLIENT_BY_VIP, CLIENT_BY_HOSTS));
    return new Topology(id, hosts);
  }

  private static void add(List<Host> hosts, Host.Kind kind, int first, List<String> names) {
    for (String name : names) {
      hosts.add(new Host(name, kind, first + names.indexOf(name)));
    }
  }

  /** The VIP with its prefix length. */
  static String vip() {
    return VIP + "/" + PREFIX;
  }

  /** All its addresses. */
  static String network() {
    return "192.0.2.0/" + PREFIX;
  }

  /** What the names of all namespaces of a lab begin with; no other lab's do. */
  static String prefix(String id) {
    return "regent-" + id + "-";
  }

  String namespace(String host) {
    return prefix(id) + host;
  }

  String bridgeNamespace() {
    return namespace(BRIDGE);
  }

  Host host(String name) {
    return hosts.stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow();
  }

  List<Host> nodes() {
    return hosts.stream().filter(Host::isNode).toList();
  }

  /** The commands that build it, in order. */
  List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    String bridge = bridgeNamespace();
    commands.add(words("ip netns add " + bridge));
    commands.add(words("ip -n %s link add br0 type bridge".formatted(bridge)));
    commands.add(words("ip -n %s link set br0 up".formatted(bridge)));
    for (Host host : hosts) {
      String own = namespace(host.name());
      commands.add(words("ip netns add " + own));
      commands.add(words("ip -n %s link set lo up".formatted(own)));
      commands.add(
          words(
              "ip -n %s link add %s type veth peer name %s address %s netns %s"
                  .formatted(bridge, host.port(), DEVICE, host.mac(), own)));
      commands.add(words("ip -n %s link set %s master br0 up".formatted(bridge, host.port())));
      commands.add(
          words("ip -n %s addr add %s/%d dev %s".formatted(own, host.address(), PREFIX, DEVICE)));
      commands.add(words("ip -n %s link set %s up".formatted(own, DEVICE)));
    }
    commands.add(believing(namespace(CLIENT_BY_VIP)));
    return commands;
  }

  /**
   * Whom it takes for the VIP's holder it asks only after 50 s without an answer, not after 5: as
   * routers do, so that only gratuitous ARP tells it of a new one in time.
   */
  private static List<String> believing(String namespace) {
    return words(
        "ip -n %s ntable change name arp_cache dev %s base_reachable 1000 delay_probe 50000"
            .formatted(namespace, DEVICE));
  }

  static List<String> words(String command) {
    return List.of(command.split(" "));
  }
}
