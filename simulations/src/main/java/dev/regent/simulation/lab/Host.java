package dev.regent.simulation.lab;

/**
 * One machine of a lab: a network namespace with one interface, {@code eth0}, and a cable to the
 * bridge.
 *
 * @param name of the node, or of a client
 * @param number the last byte of its addresses; one of a kind in the lab
 */
record Host(String name, Kind kind, int number) {
  /** What it is for. */
  enum Kind {
    DATA,
    WITNESS,
    CLIENT
  }

  boolean isNode() {
    return kind != Kind.CLIENT;
  }

  /** From a network that no real machine has (RFC 5737). */
  String address() {
    return "192.0.2." + number;
  }

  /** Locally administered; the firewall tells hosts apart by it, the VIP's traffic too. */
  String mac() {
    return "02:00:c0:00:02:%02x".formatted(number);
  }

  /** The bridge's end of its cable. */
  String port() {
    return "to-" + name;
  }
}
