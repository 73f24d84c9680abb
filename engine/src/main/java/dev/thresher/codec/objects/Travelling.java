package dev.thresher.codec.objects;

import java.io.File;
import java.lang.invoke.SerializedLambda;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;

/**
 * Which classes may travel: those of the user's own loader and of its parents up to the JDK, the
 * engine's API, and of the JDK what stands for a value. The JDK's others hold resources or have
 * been used to run code from a stream.
 */
final class Travelling {
  private static final Set<String> API = Set.of("dev.thresher.api", "dev.thresher.api.spi");

  private static final Set<String> JDK_PACKAGES =
      Set.of(
          "java.math",
          "java.text",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.time.zone",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.regex");

  /** Exceptions of these packages, too. */
  private static final Set<String> JDK_EXCEPTIONS =
      Set.of(
          "java.io",
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.net",
          "java.net.http",
          "java.nio",
          "java.nio.channels",
          "java.nio.charset",
          "java.nio.file",
          "java.security",
          "java.sql",
          "java.util.zip");

  private static final Set<Class<?>> JDK_CLASSES =
      Set.of(
          Object.class,
          Boolean.class,
          Byte.class,
          Character.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Number.class,
          String.class,
          StringBuilder.class,
          StringBuffer.class,
          Enum.class,
          Record.class,
          Class.class,
          StackTraceElement.class,
          SerializedLambda.class,
          File.class,
          URI.class,
          InetAddress.class,
          Inet4Address.class,
          Inet6Address.class,
          InetSocketAddress.class);

  /** By name: not all JDKs have them, or show them. */
  private static final Set<String> JDK_NAMES =
      Set.of("java.sql.Date", "java.sql.Time", "java.sql.Timestamp", "sun.util.calendar.ZoneInfo");

  private final ClassLoader user;

  // Weak in the class: a bundle's classes can go.
  private final ClassValue<Boolean> known =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return judge(type);
        }
      };

  Travelling(ClassLoader user) {
    this.user = user;
  }

  boolean mayTravel(Class<?> type) {
    return known.get(type);
  }

  private boolean judge(Class<?> type) {
    if (type.isArray()) {
      return judge(type.componentType());
    }
    var loader = type.getClassLoader();
    return type.isPrimitive()
        || (isOfJdk(loader) ? isJdkValue(type) : isOfUser(loader) || isOfApi(type));
  }

  private static boolean isOfJdk(ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private boolean isOfUser(ClassLoader loader) {
    for (var own = user; !isOfJdk(own); own = own.getParent()) {
      if (own == loader) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfApi(Class<?> type) {
    return type.getClassLoader() == Travelling.class.getClassLoader()
        && API.contains(type.getPackageName());
  }

  private static boolean isJdkValue(Class<?> type) {
    var home = type.getPackageName();
    return JDK_PACKAGES.contains(home)
        || JDK_CLASSES.contains(type)
        || JDK_NAMES.contains(type.getName())
        || Throwable.class.isAssignableFrom(type) && JDK_EXCEPTIONS.contains(home);
  }
}
