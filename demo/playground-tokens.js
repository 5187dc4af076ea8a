/** A control for each custom property, made from the manifest: a colour, a length, a number, a font, or any value. */

const PREFIX = '--commentariat-';
/** The property by which a browser tells whether a value is of a kind. */
const TESTED = {
  '<color>': 'color',
  '<length>': 'inline-size',
  '<length-percentage>': 'inline-size',
  '<number>': 'line-height',
  '<font-family>': 'font-family',
  '<outline>': 'outline',
  '<time>': 'transition-duration',
  '<easing-function>': 'transition-timing-function',
};
const FONTS = {
  'of the page': 'inherit',
  'system sans': 'system-ui, sans-serif',
  serif: "Georgia, 'Bitstream Charter', serif",
  'old style': "'Iowan Old Style', Palatino, 'Palatino Linotype', serif",
  humanist: "Optima, Candara, 'Noto Sans', sans-serif",
  monospace: 'ui-monospace, Menlo, Consolas, monospace',
  rounded: "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, sans-serif",
};
/** How far a slider goes, by unit. */
const REACH = { em: [0, 4, 0.0625], ch: [30, 100, 1], px: [0, 8, 1], '%': [0, 50, 1] };

const isValid = ({ syntax }, value) => CSS.supports(TESTED[syntax], value);
const short = (name) => name.replace(PREFIX, '');

/** Values by name, as a theme writes them. */
function valuesIn(css) {
  return new Map(
    [...css.matchAll(/(--commentariat-[a-z-]+):\s*([^;}]+)/g)].map(([, name, value]) => [name, value.trim()]),
  );
}

/** `#rrggbb` of a colour, as a colour field wants it. */
function hexOf(color) {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return `#${[...context.getImageData(0, 0, 1, 1).data]
    .slice(0, 3)
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** The easy way to choose beside the field for any value. */
function helperOf(token, preset) {
  const named = `${short(token.name)}, `;
  if (token.syntax === '<color>') return make('input', { type: 'color', ariaLabel: `${named}pick a color` });
  if (token.syntax === '<font-family>') {
    const options = Object.entries(FONTS).map(([text, value]) => new Option(text, value));
    return make('select', { ariaLabel: `${named}choose a font` }, new Option('…', ''), ...options);
  }
  const [, , unit = ''] = /^([\d.]+)(em|ch|px|%)$/.exec(preset) ?? [];
  if (REACH[unit] && /length/.test(token.syntax)) {
    const [min, max, step] = REACH[unit];
    const slider = make('input', { type: 'range', min, max, step, ariaLabel: `${named}slide` });
    slider.dataset.unit = unit;
    return slider;
  }
  if (token.syntax === '<number>') {
    const [min, max, step] = parseFloat(preset) > 10 ? [100, 900, 50] : [1, 2.5, 0.05];
    const slider = make('input', { type: 'range', min, max, step, ariaLabel: `${named}slide` });
    slider.dataset.unit = '';
    return slider;
  }
  return undefined;
}

class Control {
  constructor(token, preset, onChange) {
    this.token = token;
    const id = `token-${short(token.name)}`;
    this.field = make('input', {
      type: 'text',
      id,
      name: short(token.name),
      placeholder: token.default,
      autocomplete: 'off',
      spellcheck: false,
    });
    this.field.setAttribute('aria-describedby', `${id}-hint`);
    this.helper = helperOf(token, preset);
    this.row = make(
      'div',
      { className: 'token' },
      make('label', { htmlFor: id, textContent: short(token.name) }),
      this.field,
      ...(this.helper ? [this.helper] : []),
      make('p', { id: `${id}-hint`, textContent: token.description }),
    );
    this.field.addEventListener('input', () => onChange());
    this.helper?.addEventListener('input', () => {
      this.value = `${this.helper.value}${this.helper.dataset.unit ?? ''}`;
      onChange();
    });
  }

  get value() {
    const value = this.field.value.trim();
    return value && isValid(this.token, value) ? value : '';
  }

  set value(value) {
    this.field.value = value;
  }

  /** Shows what holds now, where the reader has set nothing. */
  refresh(value, probe) {
    const typed = this.field.value.trim();
    this.row.classList.toggle('changed', this.value !== '');
    this.field.ariaInvalid = String(typed !== '' && !this.value);
    const { helper, token } = this;
    if (helper?.type === 'color') {
      probe.style.color = `var(${token.name})`;
      helper.value = hexOf(getComputedStyle(probe).color);
    } else if (helper?.type === 'range') {
      const number = parseFloat(value);
      if (!Number.isNaN(number) && document.activeElement !== helper) helper.value = String(number);
      helper.ariaValueText = value;
    } else if (helper)
      helper.value = [...helper.options].some((option) => option.value === this.value) ? this.value : '';
  }
}

/**
 * @param places one for each tier.
 * @param options elements of the manifest, the text of default.css, where values hold, and what to do after a change.
 */
export function tokenControls(places, { elements, defaults, stage, onChange }) {
  const presets = valuesIn(defaults);
  const all = new Map(elements.flatMap(({ cssProperties = [] }) => cssProperties.map((token) => [token.name, token])));
  // As default.css has them, tier by tier.
  const tokens = [...presets.keys()].flatMap((name) => all.get(name) ?? []);
  const controls = tokens.map((token) => new Control(token, presets.get(token.name), onChange));
  for (const { token, row } of controls) places[token.tier - 1].append(row);
  const host = stage.querySelector('comment-thread');
  const probe = stage.appendChild(make('span', { hidden: true }));

  return {
    changed: () => controls.filter(({ value }) => value).map(({ token, value }) => [token.name, value]),
    reset() {
      for (const control of controls) control.value = '';
    },
    /** Takes over what an address holds. */
    take(parameters) {
      for (const control of controls) {
        const value = parameters.get(short(control.token.name));
        if (value !== null && isValid(control.token, value)) control.value = value;
      }
    },
    refresh() {
      const style = getComputedStyle(host);
      for (const { token } of controls)
        probe.style.setProperty(token.name, style.getPropertyValue(token.name) || presets.get(token.name));
      for (const control of controls) control.refresh(probe.style.getPropertyValue(control.token.name).trim(), probe);
    },
  };
}
