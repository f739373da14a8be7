package dev.regent.controller.serialization;

import akka.serialization.SerializerWithStringManifest;

/** Akka's door to {@link WireFormat}: for Artery, the journal and snapshots alike. */
public final class RegentSerializer extends SerializerWithStringManifest {
  /** Stored with every event; must never change, nor be given to anything else. */
  public static final int IDENTIFIER = 7_734_368;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object value) {
    return WireFormat.manifest(value);
  }

  @Override
  public byte[] toBinary(Object value) {
    return WireFormat.encode(value);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return WireFormat.decode(bytes, manifest);
  }
}
