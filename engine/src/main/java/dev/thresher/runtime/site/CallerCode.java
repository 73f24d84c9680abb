package dev.thresher.runtime.site;

import dev.thresher.task.ClassPath;
import dev.thresher.task.UserObjects;

/**
 * How tasks of one class loader travel. The same instance as long as nothing changes.
 *
 * @param path where workers find the classes
 */
record CallerCode(ClassPath path, UserObjects objects) {}
