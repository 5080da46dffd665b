// The parts of ECharts that Rekam draws with: bars and lines on a canvas. No tooltip, since that writes
// inline styles, which the page's policy refuses; the table beside the chart has every number.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart]);

export { init };
