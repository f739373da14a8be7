package dev.regent.agent.guard.client;

import dev.regent.agent.guard.wire.Wire;
import java.io.IOException;

/** The living guard speaks another version: it must be replaced (H3). */
final class OtherVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  OtherVersionException(int version) {
    super("the guard speaks version " + version + ", this daemon " + Wire.VERSION);
  }
}
