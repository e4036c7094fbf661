// SPDX-License-Identifier: Apache-2.0
/**
 * What says that a backend is a backend: {@link org.bioxen.tck.backend.BackendTck}, which a backend's author extends in
 * the tests of the plugin. Nothing here is for use at run time.
 */
package org.bioxen.tck.backend;
