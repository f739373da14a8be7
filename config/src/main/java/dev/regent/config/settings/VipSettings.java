package dev.regent.config.settings;

import dev.regent.protocol.Invariants;

/**
 * The address that follows the primary (P1).
 *
 * @param address IPv4 with prefix length, as {@code 10.0.0.100/24}
 * @param device the network device that carries it, the same on every data node
 */
public record VipSettings(String address, String device) {
  public VipSettings {
    Invariants.require(Texts.isVip(address), "VIP is " + Texts.VIP_ALLOWED + ", got: " + address);
    Invariants.require(
        Texts.isDevice(device), "device is " + Texts.DEVICE_ALLOWED + ", got: " + device);
  }

  /** The address without its prefix length. */
  public String host() {
    return address.substring(0, address.indexOf('/'));
  }

  public int prefixLength() {
    return Integer.parseInt(address.substring(address.indexOf('/') + 1));
  }
}
