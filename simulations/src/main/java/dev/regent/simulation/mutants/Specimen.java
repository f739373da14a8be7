package dev.regent.simulation.mutants;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.SortedMap;

/** The simulator with one core in it: the mutant's, or the one that is. */
final class Specimen {
  private final Class<?> bridge;

  private Specimen(Class<?> bridge) {
    this.bridge = bridge;
  }

  /** The core as it is. */
  static Specimen healthy() {
    return new Specimen(Bridge.class);
  }

  static Specimen of(SortedMap<String, byte[]> mutated) {
    try {
      MutantLoader loader = new MutantLoader(Specimen.class.getClassLoader(), mutated);
      return new Specimen(loader.loadClass(Bridge.class.getName()));
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException("the simulator is on its own class path", impossible);
    }
  }

  /** What failed with this seed; empty when nothing did. */
  String seed(long seed, Finder.Seeds seeds) {
    return call(
        "seed",
        new Class<?>[] {long.class, int.class, List.class},
        seed,
        seeds.seconds(),
        seeds.trouble());
  }

  String scene(Finder.Scene scene) {
    return call("scene", new Class<?>[] {String.class}, scene.name());
  }

  private String call(String name, Class<?>[] types, Object... arguments) {
    try {
      Method method = bridge.getMethod(name, types);
      return (String) method.invoke(null, arguments);
    } catch (InvocationTargetException thrown) {
      return String.valueOf(thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("the bridge has " + name, impossible);
    }
  }
}
