"""Voila's settings for the workbench, all in one place, and none from anywhere else."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

import zmq
from traitlets.config import Config

from workbench.pages.own_files import own_addresses

TEMPLATE = "workbench"

LOOPBACK = "127.0.0.1"

LAB_EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
"""What a page needs of JupyterLab; whatever else is installed stays out."""


def server_config(
    *,
    notebooks: Path,
    notebook: str,
    port: int,
    private: Path,
    closed_page_seconds: int,
    open_page_seconds: int,
) -> Config:
    """One machine, one key, no sources, no tracebacks, no files, kernels that end."""
    config = Config()
    config.Voila.ip = LOOPBACK
    config.Voila.port = port
    config.Voila.token = secrets.token_hex(24)
    config.Voila.identity_provider_class = "workbench.pages.access.KeyedIdentity"
    config.Voila.config_file_paths = []
    config.Voila.connection_dir_root = str(private)
    config.Voila.root_dir = str(notebooks)
    config.Voila.notebook_path = str(notebooks / notebook)
    config.Voila.log_level = logging.ERROR
    config.Voila.open_browser = False  # Voila would open the address without the key

    pages = config.VoilaConfiguration
    pages.template = TEMPLATE
    pages.allow_template_override = "NO"
    pages.allow_theme_override = "NO"
    pages.strip_sources = True
    pages.show_tracebacks = False
    pages.file_allowlist = []
    pages.resources = {"workbench": own_addresses()}
    pages.extension_allowlist = list(LAB_EXTENSIONS)
    pages.preheat_kernel = True
    pages.default_pool_size = 1
    pages.kernel_spec_manager_class = "workbench.pages.kernels.ThisPython"
    pages.multi_kernel_manager_class = "workbench.pages.kernels.PageKernels"

    kernels = config.PageKernels
    kernels.cull_idle_timeout = closed_page_seconds
    kernels.cull_interval = max(1, min(30, closed_page_seconds // 4))
    kernels.open_page_idle_timeout = open_page_seconds
    config.KernelManager.shutdown_wait_time = 1.5  # seconds; what a kernel holds is on disk too
    # The kernels' sockets are open to every program of this machine: encrypt them.
    config.KernelManager.transport_encryption = "required" if zmq.has("curve") else "disabled"
    return config
