package dev.thresher.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.thresher.rundir.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends the engine's log to {@code logs/coordinator.log} of the run, at most four files of 10 MiB,
 * and with {@code --verbose} to standard error as well. What is logged before the run has a
 * directory is kept until it has. A configuration that the user names with {@code
 * -Dlogback.configurationFile} is used instead.
 */
final class RunLog implements AutoCloseable {
  private static final int EVENTS_KEPT = 1_000;
  private static final int OLD_FILES = 3;
  private static final long FILE_BYTES = 10L << 20;

  private final @Nullable LoggerContext context;
  private final Deque<ILoggingEvent> early = new ArrayDeque<>();
  private @Nullable Appender<ILoggingEvent> file;

  private RunLog(@Nullable LoggerContext context) {
    this.context = context;
  }

  static RunLog open(Screen screen, boolean verbose) {
    var factory = LoggerFactory.getILoggerFactory();
    boolean own = System.getProperty("logback.configurationFile") != null;
    if (own || !(factory instanceof LoggerContext context)) {
      return new RunLog(null);
    }
    context.reset();
    var log = new RunLog(context);
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(started(context, log.new ToFile()));
    if (verbose) {
      root.addAppender(started(context, new ToScreen(screen)));
    }
    return log;
  }

  private static <A extends Appender<ILoggingEvent>> A started(LoggerContext context, A appender) {
    appender.setContext(context);
    appender.start();
    return appender;
  }

  /** From here on, and for what has come before, the log is in the run's directory. */
  synchronized void writeTo(Path runDirectory) {
    if (context != null && file == null) {
      file = rollingFile(context, RunDirectory.coordinatorLogIn(runDirectory));
      early.forEach(file::doAppend);
      early.clear();
    }
  }

  private synchronized void take(ILoggingEvent event) {
    if (file != null) {
      file.doAppend(event);
    } else if (early.size() < EVENTS_KEPT) {
      event.prepareForDeferredProcessing();
      early.add(event);
    }
  }

  private static Appender<ILoggingEvent> rollingFile(LoggerContext context, Path path) {
    var layout = new LogLayout();
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(path.toString());
    appender.setEncoder(encoder);
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.setFileNamePattern(path + ".%i");
    rolling.start();
    var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(FILE_BYTES));
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    appender.start();
    return appender;
  }

  @Override
  public synchronized void close() {
    if (context != null) {
      context.reset();
      if (file != null) {
        file.stop();
      }
    }
  }

  private final class ToFile extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      take(event);
    }
  }

  private static final class ToScreen extends AppenderBase<ILoggingEvent> {
    private final Screen screen;

    ToScreen(Screen screen) {
      this.screen = screen;
    }

    @Override
    protected void append(ILoggingEvent event) {
      LogLayout.linesOf(event).forEach(screen::line);
    }
  }
}
