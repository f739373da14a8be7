package dev.regent.simulation.script;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.SplitMix;

/** Which world a seed gets: mostly the usual one, sometimes another mode, size or profile. */
public final class Variants {
  private Variants() {}

  public static WorldSettings of(long seed) {
    SplitMix random = new SplitMix(seed * 31 + 7);
    WorldSettings settings = WorldSettings.usual(seed);
    if (random.percent(25)) {
      settings = settings.threeDataNodes();
    }
    if (random.percent(15)) {
      settings = settings.in(ProtectionMode.PROTECTION);
    }
    return random.percent(25) ? settings.with(Profile.FAST) : settings;
  }
}
