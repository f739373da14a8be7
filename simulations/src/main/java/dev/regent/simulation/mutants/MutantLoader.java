package dev.regent.simulation.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/**
 * Loads Regent's classes anew, with the mutated ones in place of their originals. Everything else
 * comes from the parent.
 */
final class MutantLoader extends ClassLoader {
  private static final String OURS = "dev.regent.";

  private final SortedMap<String, byte[]> mutated;

  MutantLoader(ClassLoader parent, SortedMap<String, byte[]> mutated) {
    super("mutant", parent);
    this.mutated = mutated;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.containsKey(name) ? mutated.get(name) : original(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] original(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream stream = getParent().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
